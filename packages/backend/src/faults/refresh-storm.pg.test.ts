import { setTimeout as pause } from "node:timers/promises";
import { checkHistory, type Operation, seededRandom } from "@notice-consent/testing/faults";
import { expect, it } from "vitest";
import { openServer } from "../db/server.ts";
import { describeOnPostgres } from "../postgres.test-data.ts";
import { createCaller } from "./caller.test-data.ts";
import { readFinalState } from "./final-state.test-data.ts";
import { longest, strikes, tell } from "./run.test-data.ts";
import { startService } from "./service.test-data.ts";
import { type Pair, presentToken, requestTokens } from "./tokens.test-data.ts";

const families = strikes(25, 100);
const tabs = strikes(8, 20);
const rounds = strikes(4, 5);

describeOnPostgres("a refresh storm", (postgres) => {
  it(
    `revokes no family wrongly when ${tabs} tabs of each of ${families} people refresh at once at two processes [R-A6]`,
    async () => {
      const url = await postgres.createDatabase();
      const services = [await startService([], { DATABASE_URL: url }), await startService([], { DATABASE_URL: url })];
      const reaches = await Promise.all(services.map(({ reach }) => reach()));
      const caller = createCaller(120_000);
      const random = seededRandom(7);
      const operations: Operation[] = [];
      const somewhere = () => {
        const reach = reaches[Math.floor(random() * reaches.length)] ?? reaches[0];
        if (reach === undefined) throw new Error("There is no process.");
        return reach;
      };

      async function storm(principal: string): Promise<void> {
        let newest = await requestTokens(caller, somewhere(), principal);
        const { family } = newest;
        const held: Pair[] = Array.from({ length: tabs }, () => newest);
        const firstUse = new Map<string, number>();
        const refresh = async (tab: number): Promise<void> => {
          const { refreshToken } = held[tab] ?? newest;
          const since = firstUse.get(refreshToken) ?? performance.now();
          firstUse.set(refreshToken, since);
          const { answered, pair, ...outcome } = await presentToken(caller, somewhere(), refreshToken);
          const { start, sent, end } = answered;
          const isRightful = end - since <= 30_000;
          operations.push({ kind: "refresh", principal, family, start, sent, end, isRightful, ...outcome });
          if (outcome.ending === "unknown") {
            await pause(20 + random() * 80);
            return refresh(tab);
          }
          if (pair !== undefined) newest = pair;
          // One that is told that a newer pair exists takes it from the tab that has it.
          held[tab] = pair ?? newest;
        };
        for (let round = 0; round < rounds; round += 1) {
          // Some sleep through a round and come back with an older token.
          const awake = held.map((_, tab) => tab).filter(() => random() < 0.8);
          await Promise.all(awake.map(refresh));
        }
      }

      try {
        // So many at a time that the storm is one of refreshes, and not of requests that are turned away.
        for (let first = 0; first < families; first += 25) {
          await Promise.all(Array.from({ length: 25 }, (_, index) => storm(`stormy-${first + index}`)));
        }
        const database = await openServer(url);
        const final = await readFinalState(database.queries);
        await database.close();
        const violations = checkHistory(operations, final);
        const revoked = [...final.families.values()].filter((family) => family.revoked).length;
        const count = (code: string | undefined) => operations.filter((operation) => operation.code === code).length;
        tell(
          `${operations.length} refreshes of ${families} families in ${tabs} tabs: ${count(undefined)} answered with tokens, ${count("REFRESH_STALE")} told that a newer one exists; ${revoked} families revoked, ${violations.length} of them wrongly`,
        );
        expect(final.families.size).toBeGreaterThanOrEqual(families);
        expect(count(undefined)).toBeGreaterThanOrEqual(families);
        expect(violations).toEqual([]);
      } finally {
        caller.close();
        await Promise.all(services.map((service) => service.stop()));
      }
    },
    longest,
  );
});
