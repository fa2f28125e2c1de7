import { setTimeout as pause } from "node:timers/promises";

import { type LedgerCount, watchLedger } from "./ledger-count.ts";
import { type Arrivals, runOpenLoop, send } from "./open-loop.ts";
import { type ProcessState, readState, slopeOf } from "./process-state.ts";
import type { Load } from "./requests.ts";
import type { ConsentService } from "./service.ts";

/** How fast requests come, and for how long. */
export interface Rate {
  readonly perSecond: number;
  readonly seconds: number;
}

/** What became of the requests, and what the ledger says of them; it is not asked on the embedded database. */
export interface Borne {
  readonly arrivals: Arrivals;
  readonly ledger: LedgerCount | undefined;
}

/** L1: of each 50 requests 45 reads, 4 submissions and 1 refresh. */
export const bearTraffic = (service: ConsentService, rate: Rate) => bear(service, service.loads.mixed, rate);

/** L2: submissions alone, by many people. */
export const bearBurst = (service: ConsentService, rate: Rate) => bear(service, service.loads.submission, rate);

/** L3: submissions alone, all by one person. */
export const bearHotPerson = (service: ConsentService, rate: Rate) => bear(service, service.loads.hotSubmission, rate);

/** What a long run leaves behind. */
export interface Soaked extends Borne {
  /** Of the live memory, in MB a minute, after the first fifth of the run. */
  readonly slope: number;
  readonly before: ProcessState;
  readonly after: ProcessState;
}

/** L4: the traffic of L1 for long; the process is looked at again and again, and once more when it is quiet. */
export async function soak(service: ConsentService, rate: Rate, lookEverySeconds = 10): Promise<Soaked> {
  // What the first requests leave behind for good is there before.
  await bearTraffic(service, { ...rate, seconds: 1 });
  const before = await quietState(service);
  const start = performance.now();
  const minutes = () => (performance.now() - start) / 60_000;
  const points: [minutes: number, bytes: number][] = [];
  const run = { over: false };
  const watching = (async () => {
    while (!run.over) {
      const { liveBytes } = await readState(service.program);
      if (minutes() * 60 > rate.seconds / 5) points.push([minutes(), liveBytes]);
      await pause(lookEverySeconds * 1000);
    }
  })();
  const borne = await bearTraffic(service, rate);
  run.over = true;
  await watching;
  return { ...borne, slope: slopeOf(points), before, after: await quietState(service) };
}

/** What too much load does. */
export interface Overloaded extends Borne {
  /** Milliseconds from the last request of the overload to the first of several in a row that were answered rightly. */
  readonly recoveryMs: number;
}

const overloadConnections = 1000;
const recoveredAfter = 5;
/** As long as Retry-After says at least. */
const retryMs = 1000;

/** L5: submissions faster than they can be borne; then one at a time, as a client asks again, until all is well. */
export async function overload(service: ConsentService, rate: Rate): Promise<Overloaded> {
  const borne = await bear(service, service.loads.submission, rate, overloadConnections);
  let well = 0;
  let wellSince = performance.now();
  while (well < recoveredAfter) {
    if (well === 0) wellSince = performance.now();
    const { status } = await send(service.paths.origin, service.loads.submission.next());
    const isRight = status === service.loads.submission.expected;
    if (!isRight) await pause(retryMs);
    well = isRight ? well + 1 : 0;
  }
  return { ...borne, recoveryMs: wellSince - borne.arrivals.lastAt };
}

async function bear(service: ConsentService, load: Load, rate: Rate, connections?: number): Promise<Borne> {
  const { databaseUrl, acknowledged } = service;
  const watch = databaseUrl === undefined ? undefined : await watchLedger(databaseUrl, acknowledged);
  const arrivals = await runOpenLoop(load, rate.perSecond, rate.seconds, connections);
  // A 503 may stand for a commit whose answer was lost; a 429 was given before anything was done.
  const unknown = (arrivals.statuses[0] ?? 0) + (arrivals.statuses[503] ?? 0);
  const ledger = await watch?.count(unknown);
  await watch?.close();
  return { arrivals, ledger };
}

const quietWithinMs = 30_000;
/** What the outbox of webhooks and the upkeep may have open at any time. */
const alwaysOpen = 2;

/** The state once the load's connections are closed, to the API and to the database; the last one after half a minute. */
async function quietState(service: ConsentService): Promise<ProcessState> {
  const start = performance.now();
  for (;;) {
    const state = await readState(service.program);
    const { open, idle, waiting } = state.pool;
    const isQuiet = open <= alwaysOpen && idle === open && waiting === 0;
    if (isQuiet || performance.now() - start > quietWithinMs) return state;
    await pause(500);
  }
}
