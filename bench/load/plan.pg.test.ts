import { findPostgresBinaries, type PostgresServer, startPostgres } from "@notice-consent/testing/postgres";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { send } from "./open-loop.ts";
import { bearBurst, bearHotPerson, bearTraffic, type Borne, overload, soak } from "./plan.ts";
import { type ConsentService, startConsentService } from "./service.ts";

// Small runs on whatever machine this is: they count. How fast it goes is for `pnpm bench:load` to say.
const nothing = { lost: 0, doubled: 0, torn: 0, deadlocks: 0 };

const well = { wrong: 0, someRight: true, unaccounted: 0, ledger: nothing };

/** Every answer has to be the right one; a machine that is too busy may turn requests away, and do nothing else. */
const summary = ({ arrivals, ledger }: Borne) => ({
  wrong: arrivals.wrong,
  someRight: arrivals.right > 0,
  unaccounted: arrivals.sent - arrivals.right - arrivals.shed,
  ledger: ledger ?? nothing,
});

describe.skipIf(findPostgresBinaries() === undefined)("the API on a server", () => {
  let postgres: PostgresServer;
  let service: ConsentService;
  beforeAll(async () => {
    postgres = await startPostgres();
    service = await startConsentService(postgres.url, 20);
  });
  afterAll(async () => {
    await service.program.stop();
    await postgres.stop();
  });

  it("bears reads, submissions and refreshes side by side, and loses nothing [R-L1]", async () => {
    const borne = await bearTraffic(service, { perSecond: 50, seconds: 4 });
    expect(summary(borne)).toEqual(well);
    expect(Object.keys(borne.arrivals.statuses)).toEqual(expect.arrayContaining(["200", "201", "409"]));
  });

  it("bears a burst of submissions, and writes each of them once [R-L2]", async () => {
    expect(summary(await bearBurst(service, { perSecond: 60, seconds: 3 }))).toEqual(well);
  });

  it("bears submissions that are all one person's, without a deadlock, and their chain stays whole [R-L3]", async () => {
    expect(summary(await bearHotPerson(service, { perSecond: 30, seconds: 3 }))).toEqual(well);
  });

  it("gives all connections back after a soak [R-L4]", async () => {
    const soaked = await soak(service, { perSecond: 30, seconds: 5 }, 1);
    expect(summary(soaked)).toEqual(well);
    const { open, idle, waiting } = soaked.after.pool;
    expect([open - idle, waiting]).toEqual([0, 0]);
    expect(soaked.slope).not.toBeNaN();
  });

  it("turns submissions away with 503 while the database is held up, and recovers [R-L5]", async () => {
    const holder = new Client({ connectionString: postgres.url });
    await holder.connect();
    await holder.query("begin; lock table persons in access exclusive mode");
    const flood = overload(service, { perSecond: 200, seconds: 2 });
    const probe = () => send(service.paths.origin, service.loads.check.next());
    while ((await probe()).status !== 503);
    await holder.query("rollback");
    await holder.end();
    const { arrivals, ledger, recoveryMs } = await flood;
    expect(arrivals.wrong).toBe(0);
    expect(arrivals.shed).toBeGreaterThan(0);
    expect(ledger).toEqual(nothing);
    expect(recoveryMs).not.toBeNaN();
  }, 120_000);
});

describe.skipIf(findPostgresBinaries() === undefined)("the API with the limits of production", () => {
  it("turns one person's flood away with 429, and recovers [R-L5]", async () => {
    const postgres = await startPostgres();
    const service = await startConsentService(postgres.url, 1, { CONSENT_RATE_LIMIT_FACTOR: "1" });
    const { arrivals, ledger } = await overload(service, { perSecond: 2000, seconds: 0.25 });
    await service.program.stop();
    await postgres.stop();
    expect(arrivals.wrong).toBe(0);
    expect(arrivals.statuses[429]).toBeGreaterThan(0);
    expect(ledger).toEqual(nothing);
  }, 120_000);
});

describe("the API on the embedded database", () => {
  it("bears reads, submissions and refreshes side by side [R-L1]", async () => {
    const service = await startConsentService(undefined, 10);
    const borne = await bearTraffic(service, { perSecond: 25, seconds: 4 });
    await service.program.stop();
    expect(summary(borne)).toEqual(well);
  });
});
