import { aNotice, aToken } from "@notice-consent/testing";
import { expect, it } from "vitest";
import { deleteGlobals, deleteMoreGlobals } from "./missing-globals.test-data.ts";

// Gone before anything of the package is imported.
deleteGlobals();
const { addressOf, createConsentClient, createDecision, submissionOf } = await import("./index.ts");
// The suites of the session run here once more [R-E3] [R-C2].
await import("./clock.test.ts");
await import("./deadlines.test.ts");
await import("./session.test.ts");
await import("./session-resume.test.ts");
await import("./session-tabs.test.ts");
await import("./submission.test.ts");

it("without the globals that React Native lacks, a person is asked and decides [R-E3] [R-C2] [R-E5]", async () => {
  const notice = aNotice();
  const [stale, fresh] = ["stale", "fresh"].map((jti) =>
    aToken({ sub: "person-🙂", jti, iat: 1_767_600_000, exp: 1_767_600_000 + 1e9 }),
  );
  const sent: string[] = [];
  // What its fetch answers: no body to stream, and headers that can only be asked.
  const answer = (status: number, body: unknown) => ({
    status,
    headers: { get: () => null },
    text: async () => JSON.stringify(body),
  });
  const platformFetch = globalThis.fetch;
  Reflect.set(globalThis, "fetch", async (url: string, init: { method: string; headers: object }) => {
    sent.push(init.method);
    if (url.endsWith("/tokens/refresh")) return answer(200, { detail: { token: fresh, refresh_token: "r1" } });
    const isFresh = JSON.stringify(init.headers).includes(fresh ?? "");
    if (!isFresh) return answer(401, { error_code: "TOKEN_EXPIRED" });
    return init.method === "GET" ? answer(200, { detail: notice }) : answer(201, {});
  });
  const { names, restore } = deleteMoreGlobals();
  try {
    expect(names.filter((name) => name in globalThis)).toEqual([]);
    const client = createConsentClient({ baseUrl: "https://consent.test" });
    const pair = { accessToken: stale ?? "", refreshToken: "r0" };
    const address = addressOf(pair.accessToken, {});
    if (address === undefined) throw new Error("The token names its address.");
    const session = client.openSession(client.principal(pair.accessToken, address), pair);
    const detach = session.attach({});
    const read = await client.readNotice(session, { noticeId: notice.uuid, validateAgainst: "all" });
    expect(read.status).toBe("ask");
    const decision = createDecision({
      act: "decline",
      notice,
      draft: {},
      language: "hi",
      validateAgainst: "all",
      decidedAt: "2026-01-05T09:00:00Z",
    });
    expect(await submissionOf(session, "notice").submit(decision)).toMatchObject({
      status: "recorded",
      settlement: { outcome: "declined", mayProceed: false },
    });
    expect(sent).toEqual(["GET", "POST", "GET", "POST"]);
    session.dispose();
    detach();
  } finally {
    restore();
    globalThis.fetch = platformFetch;
  }
});
