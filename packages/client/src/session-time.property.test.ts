import { readNotice, refreshTokens, type ConsentError } from "@notice-consent/contract";
import fc from "fast-check";
import { expect, it } from "vitest";
import { aBench, type Bench } from "./session-bench.test-data.ts";
import type { Session } from "./session.ts";

const minute = 60_000;
const decade = 10 * 365 * 24 * 60 * minute;
const patience = 300_000;

async function read(session: Session, { service, clock }: Bench): Promise<unknown> {
  const outcome = session
    .call(readNotice, { params: { notice_uuid: service.notices[0]?.uuid ?? "" } })
    .catch((error: ConsentError) => error);
  await clock.advance(5 * minute);
  return outcome;
}

const found: unknown = expect.objectContaining({ uuid: expect.any(String) });

it(
  "a device clock that is wrong by anything up to ten years costs at most three refreshes an hour [R-B3]",
  { timeout: patience },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -decade, max: decade }), async (skew) => {
        const bench = aBench();
        bench.clock.setSkew(skew);
        const session = bench.open(bench.issue());
        for (let turn = 0; turn < 12; turn++) expect(await read(session, bench)).toEqual(found);
        expect(bench.service.requests.to(refreshTokens).length).toBeLessThanOrEqual(3);
        expect(session.getSnapshot().status).toBe("ready");
      }),
      { numRuns: 40 },
    );
  },
);

it(
  "a device clock that jumps while the page runs signs nobody out and makes no storm of refreshes [R-B4]",
  { timeout: patience },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ skew: fc.integer({ min: -decade, max: decade }), wakes: fc.boolean() }), {
          minLength: 24,
          maxLength: 24,
        }),
        async (jumps) => {
          const bench = aBench();
          const session = bench.open(bench.issue());
          for (const { skew, wakes } of jumps) {
            bench.clock.setSkew(skew);
            if (wakes) bench.page.wake("visible");
            expect(await read(session, bench)).toEqual(found);
          }
          // Two hours: two refreshes are due, and a jump may cost one an hour more.
          expect(bench.service.requests.to(refreshTokens).length).toBeLessThanOrEqual(4);
          expect(session.getSnapshot().status).toBe("ready");
        },
      ),
      { numRuns: 25 },
    );
  },
);
