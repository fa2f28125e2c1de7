import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";

const patience = 120_000;
const kilobyte = 1_000;
let directory = "";

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "notice-consent-client-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** What an application that imports these names loads of us, minified. */
async function bundleOf(names: readonly string[], external: readonly string[]): Promise<string> {
  const entry = join(directory, `${names.join("-")}.ts`);
  await writeFile(
    entry,
    `export { ${names.join(", ")} } from ${JSON.stringify(join(import.meta.dirname, "index.ts"))};`,
  );
  const result = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: "oxc",
      target: "es2022",
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: "strict", external: [...external] },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error("The build has an output.");
  const chunks = output.output.filter((file) => file.type === "chunk");
  expect(chunks).toHaveLength(1);
  return chunks[0]?.code ?? "";
}

it(
  "a page that only checks loads at most 14.5 KB of client and contract, gzipped, beside valibot [PF1a] [SEC-C15]",
  { timeout: patience },
  async () => {
    const code = await bundleOf(["addressOf", "createConsentClient"], ["valibot"]);
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(14.5 * kilobyte);
    // What a check never does is not there.
    for (const absent of ["submit-consent", "select_all_mandatory", "tokens/generate", "webhook", "/v1/"]) {
      expect(code).not.toContain(absent);
    }
    expect(code).not.toMatch(/\beval\(|new Function|import\(/);
  },
);

it("the bundle runs in a worker, which has neither window nor document [R-E3]", { timeout: patience }, async () => {
  const code = await bundleOf(["addressOf", "createConsentClient", "createDecision", "submissionOf"], []);
  const file = join(directory, "worker.mjs");
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
  await writeFile(file, `${code.replace(/export\s*\{[^}]*\};?\s*$/, (names) => constantsOf(names))}\n${errand}`);
  const worker = new Worker(file);
  const answer = await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  await worker.terminate();
  expect(answer).toEqual({ status: "already-valid", sent: ["GET"], window: "undefined", document: "undefined" });
});

/** `export { a as createX }` as `const createX = a`. */
function constantsOf(names: string): string {
  const pairs = [...names.matchAll(/([\w$]+) as ([\w$]+)/g)];
  return pairs.map(([, local, name]) => `const ${name} = ${local};`).join("\n");
}
