import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestBackend, rows, testContent, type TestBackend } from "../test-backend.test-data.ts";
import { expireGrants } from "./expiry.ts";
import type { Finding } from "./finding.ts";
import { verifyLedger } from "./verify.ts";

const day = 24 * 60 * 60 * 1000;

/** One step of a history. Persons are numbers; a step that the API refuses changes nothing. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("submit" as const),
      who: fc.nat(4),
      account: fc.boolean(),
      offers: fc.boolean(),
      income: fc.boolean(),
      part: fc.boolean(),
      application: fc.constantFrom(undefined, "loan"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("link" as const), who: fc.nat(4), alias: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("expire" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("publish" as const), days: fc.constantFrom(10, 400), text: fc.nat(3) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("erase" as const), who: fc.nat(4) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

describe("the projection", () => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await createTestBackend();
  });
  afterAll(() => backend.close());

  async function take(trace: number, action: Step): Promise<void> {
    const nameOf = (who: number) => `person-${trace}-${who}`;
    switch (action.kind) {
      case "submit": {
        const { who, account, offers, income, part, application } = action;
        const all = rows(account, offers, income);
        const token = await backend.tokenFor({ org_user_id: nameOf(who) });
        const more = application === undefined ? {} : { meta_data: { specific_uuid: application } };
        expect((await backend.submit(token, part ? all.slice(1) : all, more)).status).toBe(201);
        return;
      }
      case "link":
        await backend.link(nameOf(action.who), [nameOf(action.alias)]);
        return;
      case "expire":
        await expireGrants(backend.database, backend.keys, new Date(Date.now() + 20 * day));
        return;
      case "publish":
        await backend.publish(testContent({ accountText: `Text ${action.text}`, validityDays: action.days }));
        return;
      case "erase": {
        const path = `${backend.usersPath}/by-org-user-id/${nameOf(action.who)}`;
        const { body } = await backend.send("GET", path, { key: backend.home.apiKey });
        const uuid = (body as { detail?: { uuid?: string } } | undefined)?.detail?.uuid;
        if (uuid !== undefined)
          await backend.send("DELETE", `${backend.usersPath}/${uuid}`, { key: backend.home.apiKey });
        return;
      }
      default:
        action satisfies never;
    }
  }

  it("is what the events give, whatever was decided, linked, ended, published and erased in whatever order [SEC-B19, W66]", async () => {
    let trace = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (actions) => {
        trace += 1;
        for (const action of actions) await take(trace, action);
        const findings: Finding[] = [];
        await verifyLedger(backend.database, backend.keys, (finding) => findings.push(finding));
        expect(findings).toEqual([]);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  }, 120_000);
});
