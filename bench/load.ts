// `pnpm bench:load [--seconds 6] [--people 200]`: our API beside the least an API can do, on one machine in one run.
import { parseArgs } from "node:util";
import { startPostgres } from "@notice-consent/testing/postgres";

import { runClosedLoop } from "./load/closed-loop.ts";
import { prepareLoads } from "./load/consent-loads.ts";
import { runOpenLoop } from "./load/open-loop.ts";
import { measureSelectOne } from "./load/pgbench.ts";
import { freshKey, type Load, rotating } from "./load/requests.ts";
import { leaveServerCore, type RunningProgram, startProgram } from "./processes.ts";
import { keepResult, printTable } from "./result.ts";

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: { seconds: { type: "string", default: "5" }, people: { type: "string", default: "200" } },
});
const seconds = Math.min(60, Number(values.seconds));
const people = Math.min(10_000, Number(values.people));
const warmUpSeconds = 1;
const repeats = 5;
/** What the ceilings have to reach, as a share of the calibration's. */
const targets = { check: 0.5, submission: 0.4 };
const steadiness = 0.2;

const middle = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

interface Figure {
  readonly name: string;
  readonly ceilings: readonly number[];
  /** Milliseconds of the server's processor per request, whatever else the machine was doing. */
  readonly cost: number;
  readonly p50: number;
  readonly p99: number;
  readonly wrong: number;
}

/** A load, the server that bears it, and how many requests a second its latencies are measured at. */
interface Entry {
  readonly load: Load;
  readonly server: RunningProgram;
  readonly arrivals: (ceilings: ReadonlyMap<Load, number>) => number;
}

/**
 * Ceilings by closed loops, in rounds in which every load has its turn, so that what else the machine does
 * weighs on all of them alike; then latencies by open loops.
 */
async function measure<Name extends string>(entries: Readonly<Record<Name, Entry>>): Promise<Record<Name, Figure>> {
  const list = Object.entries<Entry>(entries);
  const rounds = new Map<Load, { perSecond: number; cost: number; wrong: number }[]>();
  for (const { load } of Object.values<Entry>(entries)) await runClosedLoop(load, warmUpSeconds);
  for (let round = 0; round < repeats; round += 1) {
    for (const [, { load, server }] of list) {
      const before = server.cpuMs();
      const { perSecond, answered, wrong } = await runClosedLoop(load, seconds / repeats);
      const cost = (server.cpuMs() - before) / answered;
      rounds.set(load, [...(rounds.get(load) ?? []), { perSecond, cost, wrong }]);
    }
  }
  const ceilings = new Map([...rounds].map(([load, runs]) => [load, middle(runs.map(({ perSecond }) => perSecond))]));
  const figures: [string, Figure][] = [];
  for (const [name, { load, arrivals }] of list) {
    const runs = rounds.get(load) ?? [];
    const { p50, p99, wrong } = await runOpenLoop(load, arrivals(ceilings), seconds / 2);
    figures.push([
      name,
      {
        name: load.name,
        ceilings: runs.map(({ perSecond }) => perSecond),
        cost: middle(runs.map(({ cost }) => cost)),
        p50,
        p99,
        wrong: wrong + runs.reduce((sum, run) => sum + run.wrong, 0),
      },
    ]);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one figure was made per entry, under its name
  return Object.fromEntries(figures) as Record<Name, Figure>;
}

/** The middle of the ratios of each round. */
function ratio(of: Figure, to: Figure): number {
  return middle(of.ceilings.map((ceiling, round) => ceiling / (to.ceilings[round] ?? Number.NaN)));
}

async function runOnce() {
  const postgres = await startPostgres();
  try {
    const environment = { DATABASE_URL: postgres.url, CONSENT_POOL_SIZE: "10", CONSENT_RATE_LIMIT_FACTOR: "1000" };
    const calibration = await startProgram("load/calibration-app.ts", environment);
    const origin = String(calibration.ready.get("url"));
    const tokens = [calibration.ready.get("tokens")].flat().map(String);
    const body = JSON.stringify({ decision: "x".repeat(300) });
    const health: Load = {
      name: "bare health (H)",
      origin,
      expected: 200,
      next: () => ({ method: "GET", path: "/health", headers: {} }),
    };
    const read = rotating({ name: "bare read (R)", origin, expected: 200 }, tokens, { method: "GET", path: "/read" });
    const write = rotating(
      { name: "bare write (W)", origin, expected: 201 },
      tokens,
      { method: "POST", path: "/write", body },
      freshKey,
    );
    const api = await startProgram("load/consent-app.ts", environment);
    const address = {
      organisationUuid: String(api.ready.get("organisationUuid")),
      workspaceUuid: String(api.ready.get("workspaceUuid")),
    };
    const measured = { url: String(api.ready.get("url")), address, apiKey: String(api.ready.get("cmsApiKey")) };
    const loads = await prepareLoads(measured, people);

    const anchor = async () => ({
      H: (await runClosedLoop(health, 2)).perSecond,
      Q: await measureSelectOne(postgres.url, 2),
    });
    await runClosedLoop(health, warmUpSeconds);
    const before = await anchor();
    const gently = (load: Load, share: number, reference: Load) => (ceilings: ReadonlyMap<Load, number>) =>
      Math.min((ceilings.get(reference) ?? 100) * share, (ceilings.get(load) ?? 100) * 0.6);
    const entry = (load: Load, server: RunningProgram, share: number, reference: Load): Entry => ({
      load,
      server,
      arrivals: gently(load, share, reference),
    });
    const figures = await measure({
      R: entry(read, calibration, 0.05, read),
      check: entry(loads.check, api, 0.05, read),
      notice: entry(loads.notice, api, 0.05, read),
      W: entry(write, calibration, 0.25, write),
      submission: entry(loads.submission, api, 0.25, write),
      hot: entry(loads.hotSubmission, api, 0.03, write),
    });
    const after = await anchor();
    await api.stop();
    await calibration.stop();
    return { before, after, ...figures };
  } finally {
    await postgres.stop();
  }
}

type Run = Awaited<ReturnType<typeof runOnce>>;

function isSteady({ before, after }: Run): boolean {
  const moved = (from: number | undefined, to: number | undefined) =>
    from !== undefined && to !== undefined && Math.abs(to / from - 1) > steadiness;
  return !moved(before.H, after.H) && !moved(before.Q, after.Q);
}

leaveServerCore();
let result = await runOnce();
if (!isSteady(result)) {
  console.log("Health or SELECT 1 moved by more than 20 % within the run, so it says nothing; once more.");
  result = await runOnce();
}
const { R, W, check, notice, submission, hot, before, after } = result;
const ratios = {
  "check / R": ratio(check, R),
  "notice / R": ratio(notice, R),
  "submission / W": ratio(submission, W),
  "check / R by processor time": R.cost / check.cost,
  "submission / W by processor time": W.cost / submission.cost,
  "check p99 / r99": check.p99 / R.p99,
  "submission p99 / w99": submission.p99 / W.p99,
  "one person p99 / w99": hot.p99 / W.p99,
};
printTable(
  [R, check, notice, W, submission, hot].map((figure) => ({
    load: figure.name,
    "per second": Math.round(middle(figure.ceilings)),
    from: Math.round(Math.min(...figure.ceilings)),
    to: Math.round(Math.max(...figure.ceilings)),
    "cpu ms": figure.cost.toFixed(2),
    "p50 ms": figure.p50.toFixed(1),
    "p99 ms": figure.p99.toFixed(1),
    wrong: figure.wrong,
  })),
);
printTable(Object.entries(ratios).map(([ratio, value]) => ({ ratio, value: value.toFixed(2) })));
console.log(
  `H ${Math.round(before.H)} then ${Math.round(after.H)}, Q ${Math.round(before.Q ?? 0)} then ${Math.round(after.Q ?? 0)} a second`,
);
const steady = isSteady(result);
const wrong = [check, notice, submission, hot].reduce((sum, figure) => sum + figure.wrong, 0);
const holds = ratios["check / R"] >= targets.check && ratios["submission / W"] >= targets.submission && wrong === 0;
console.log(`Result: ${keepResult("load", { ...result, ratios, targets, steady })}`);
console.log(!steady ? "inconclusive: the machine was not steady" : holds ? "holds" : "falls short");
process.exitCode = steady && !holds ? 1 : 0;
