import { isConsentError, submitConsent } from "@notice-consent/contract";
import { aNotice, aSubmission, aToken } from "@notice-consent/testing";
import fc from "fast-check";
import { afterEach, expect, it, vi } from "vitest";
import { createConsentClient } from "./consent-client.ts";
import { aBench } from "./session-bench.test-data.ts";
import { aStorage } from "./browser.test-data.ts";

const minute = 60_000;
const methods = ["debug", "error", "info", "log", "trace", "warn"] as const;

afterEach(() => vi.restoreAllMocks());

it("nothing of a person is logged at any level or told by an error, whatever fails [SEC-C13] [SEC-C2] [SEC-C3] [W85] [W-F10]", async () => {
  const logs = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
  const said: unknown[] = [];
  const person = "canary@example.org";
  const bench = aBench(undefined, { storage: aStorage() });
  const pair = bench.issue(person);
  const session = bench.open(pair, {
    onTokensChange: () => {
      throw new Error("a host's slip");
    },
  });
  vi.stubGlobal("reportError", (error: unknown) => said.push(error));
  const body = { ...aSubmission(aNotice()), email: person, mobile: "+911234567890" };
  for (const fault of [
    "offline",
    "not-json",
    "drop-answer",
    { status: 422, code: "VALIDATION_FAILED" },
    { status: 500 },
  ] as const) {
    bench.service.next(submitConsent, fault);
    const call = session
      .call(submitConsent, { body, idempotencyKey: "key" })
      .catch((error: unknown) => said.push(error));
    await bench.clock.advance(minute);
    await call;
  }
  bench.service.expireAccessTokens();
  bench.service.revokeSessions();
  const last = session.call(submitConsent, { body }).catch((error: unknown) => said.push(error));
  await bench.clock.advance(minute);
  await last;
  for (const log of logs) expect(log).not.toHaveBeenCalled();
  expect(said.filter(isConsentError)).toHaveLength(6);
  const told = said
    .map((error) => `${JSON.stringify(error)} ${String(error)} ${String(Reflect.get(Object(error), "cause"))}`)
    .join("\n");
  for (const secret of [person, "+911234567890", pair.accessToken, pair.refreshToken])
    expect(told).not.toContain(secret);
  vi.unstubAllGlobals();
});

it(
  "what a token claims changes no answer: claims serve identity and time alone [SEC-C5] [R-F5]",
  { timeout: 120_000 },
  async () => {
    const notice = aNotice();
    const answers = [
      { status: 200, body: { detail: notice }, expected: "ask" },
      { status: 409, body: { message: "Consent already provided" }, expected: "already-valid" },
      { status: 403, body: { error_code: "FORBIDDEN" }, expected: "FORBIDDEN" },
      { status: 500, body: {}, expected: "INTERNAL" },
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...answers),
        fc.dictionary(fc.string(), fc.jsonValue()),
        async (answer, claims) => {
          const forged = { ...claims, consented: true, may_proceed: true, role: "admin", all_mandatory_active: true };
          const fetch = async (): Promise<Response> => Response.json(answer.body, { status: answer.status });
          const client = createConsentClient({ baseUrl: "https://consent.test", fetch });
          const address = { organisationUuid: "org", workspaceUuid: "work" };
          const accessToken = aToken({ ...forged, exp: 4_102_444_800 });
          const session = client.openSession(client.principal(accessToken, address), { accessToken });
          const outcome = await client.readNotice(session, { noticeId: notice.uuid, validateAgainst: "all" }).then(
            ({ status }) => status,
            (error: unknown) => (isConsentError(error) ? error.code : "not an error of ours"),
          );
          expect(outcome).toBe(answer.expected);
          session.dispose();
        },
      ),
    );
  },
);
