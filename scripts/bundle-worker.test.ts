import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { bundle } from "./bundle-size.ts";
import { root } from "./run.ts";

const patience = 120_000;

it(
  "the client's bundle runs in a worker, which has neither window nor document [R-E3]",
  async () => {
    const index = JSON.stringify(join(root, "packages/client/src/index.ts"));
    const { first } = await bundle(
      `export { addressOf, createConsentClient, createDecision, submissionOf } from ${index};`,
    );
    expect(first).toHaveLength(1);
    const errand = `
    import { parentPort } from "node:worker_threads";
    const sent = [];
    globalThis.fetch = async (url, init) => {
      sent.push(init.method);
      return Response.json({ message: "Consent already provided" }, { status: 409 });
    };
    const client = createConsentClient({ baseUrl: "https://consent.test" });
    const address = { organisationUuid: "org", workspaceUuid: "work" };
    const session = client.openSession(client.principal("opaque", address), { accessToken: "opaque" });
    session.attach({});
    const { status } = await client.readNotice(session, { noticeId: "notice", validateAgainst: "all" });
    session.dispose();
    parentPort.postMessage({ status, sent, window: typeof window, document: typeof document });
  `;
    const answer = await inWorker(`${withConstants(first[0]?.code ?? "")}\n${errand}`);
    expect(answer).toEqual({ status: "already-valid", sent: ["GET"], window: "undefined", document: "undefined" });
  },
  patience,
);

/** What a module posts from a worker of its own. */
async function inWorker(code: string): Promise<unknown> {
  const directory = await mkdtemp(join(tmpdir(), "consent-worker-"));
  try {
    const file = join(directory, "worker.mjs");
    await writeFile(file, code);
    const worker = new Worker(file);
    const answer = await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    await worker.terminate();
    return answer;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The code with `export { a as createX }` at its end as `const createX = a`. */
function withConstants(code: string): string {
  return code.replace(/export\s*\{[^}]*\};?\s*$/, (names) =>
    [...names.matchAll(/([\w$]+) as ([\w$]+)/g)].map(([, local, name]) => `const ${name} = ${local};`).join("\n"),
  );
}
