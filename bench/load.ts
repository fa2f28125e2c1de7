// `pnpm bench:load [--seconds 5] [--people 200] [--scale 1] [--soak 20]`: our API beside the least an API can do, on one
// machine in one run: ceilings, then the load plan L1 to L5. `--scale 0.1` shortens the plan to a tenth; the soak (L4) runs
// for so many minutes, and not at all unless asked for or with DEEP=1.
import { parseArgs } from "node:util";
import { startPostgres } from "@notice-consent/testing/postgres";

import { type Ceilings, measureCeilings, measureCost, median, ratioOf } from "./load/ceilings.ts";
import { runClosedLoop } from "./load/closed-loop.ts";
import { compareForeignIds } from "./load/foreign-ids.ts";
import { type Arrivals, runOpenLoop } from "./load/open-loop.ts";
import { measureSelectOne } from "./load/pgbench.ts";
import { bearBurst, bearHotPerson, bearTraffic, type Borne, overload, soak } from "./load/plan.ts";
import {
  type Gate,
  holds,
  printArrivals,
  printCeilings,
  printDifferences,
  printGates,
  printShares,
} from "./load/report.ts";
import { type CalibrationService, startCalibration, startConsentService } from "./load/service.ts";
import { leaveServerCore } from "./processes.ts";
import { keepResult } from "./result.ts";

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: {
    seconds: { type: "string", default: "5" },
    people: { type: "string", default: "200" },
    scale: { type: "string", default: "1" },
    soak: { type: "string", default: process.env["DEEP"] === "1" ? "20" : "0" },
  },
});
const lengths = { warmUpSeconds: 5, seconds: Math.min(60, Number(values.seconds)), repeats: 3 };
const people = Math.min(10_000, Number(values.people));
const scale = Math.min(1, Number(values.scale));
const soakMinutes = Math.min(60, Number(values.soak));
const steadiness = 0.2;
const newTokens = 2000;
const anchorSeconds = 2;
const overloadSeconds = 10;

const seconds = (full: number) => Math.max(2, full * scale);
const isWell = (row: string, { arrivals, ledger }: Borne): Gate[] => [
  { row, what: "requests shed or answered wrongly", found: arrivals.wrong + arrivals.shed, line: 0, bound: "at most" },
  ...(ledger === undefined ? [] : [isWhole(row, ledger)]),
];
const isWhole = (row: string, { lost, doubled, torn, deadlocks }: NonNullable<Borne["ledger"]>): Gate => ({
  row,
  what: "events lost or doubled, chains torn, deadlocks",
  found: lost + doubled + torn + deadlocks,
  line: 0,
  bound: "at most",
});
const isPrompt = (row: string, { p99 }: Arrivals, reference: Arrivals, name: string, line: number): Gate => ({
  row,
  what: `p99 / ${name}`,
  found: p99 / reference.p99,
  line,
  bound: "at most",
});
const reaches = (row: string, of: Ceilings, to: Ceilings, line: number): Gate => ({
  row,
  what: `${of.name} / ${to.name}`,
  found: ratioOf(of.perSecond, to.perSecond).median,
  line,
  bound: "at least",
});

async function runOnServer() {
  const postgres = await startPostgres();
  try {
    const calibration = await startCalibration(postgres.url);
    const service = await startConsentService(postgres.url, people);
    const { loads, program } = service;
    const anchor = async () => ({
      H: (await runClosedLoop(calibration.health, { seconds: anchorSeconds })).perSecond,
      Q: await measureSelectOne(postgres.url, anchorSeconds),
    });
    await runClosedLoop(calibration.health, { seconds: 1 });
    const before = await anchor();
    const ceilings = await measureCeilings(
      {
        R: { load: calibration.read, server: calibration.program },
        check: { load: loads.check, server: program },
        notice: { load: loads.notice, server: program },
        W: { load: calibration.write, server: calibration.program },
        submission: { load: loads.submission, server: program },
      },
      lengths,
    );
    const [R, W] = [median(ceilings.R.perSecond), median(ceilings.W.perSecond)];
    const newcomers = await measureCost({ load: await service.newcomers(newTokens), server: program }, newTokens);
    const r99 = await runOpenLoop(calibration.read, 0.05 * R, seconds(30));
    const w99 = await runOpenLoop(calibration.write, 0.25 * W, seconds(30));
    const L1 = await bearTraffic(service, { perSecond: 0.05 * R, seconds: seconds(120) });
    const L2 = await bearBurst(service, { perSecond: 0.25 * W, seconds: seconds(30) });
    const L3 = await bearHotPerson(service, { perSecond: 0.03 * W, seconds: seconds(30) });
    const L4 = soakMinutes > 0 && (await soak(service, { perSecond: 0.015 * R, seconds: soakMinutes * 60 }));
    const ceiling = median(ceilings.submission.perSecond);
    const L5 = await overload(service, { perSecond: 3 * ceiling, seconds: overloadSeconds });
    const after = await anchor();
    const differences = await compareForeignIds(service, Math.round(1000 * scale));
    await program.stop();
    await calibration.program.stop();
    const gates: Gate[] = [
      reaches("ceiling", ceilings.check, ceilings.R, 0.5),
      reaches("ceiling", ceilings.submission, ceilings.W, 0.4),
      ...isWell("L1", L1),
      isPrompt("L1", L1.arrivals, r99, "r99", 4),
      ...isWell("L2", L2),
      isPrompt("L2", L2.arrivals, w99, "w99", 10),
      ...isWell("L3", L3),
      isPrompt("L3", L3.arrivals, w99, "w99", 10),
      ...(L4 === false
        ? []
        : ([
            ...isWell("L4", L4),
            { row: "L4", what: "live memory, MB a minute", found: L4.slope, line: 1, bound: "at most" },
            {
              row: "L4",
              what: "handles more than before",
              found: L4.after.handles - L4.before.handles,
              line: 2,
              bound: "at most",
            },
            {
              row: "L4",
              what: "connections that did not return",
              found: L4.after.pool.open - L4.after.pool.idle + L4.after.pool.waiting,
              line: 0,
              bound: "at most",
            },
          ] satisfies Gate[])),
      { row: "L5", what: "answers neither right nor 429 nor 503", found: L5.arrivals.wrong, line: 0, bound: "at most" },
      { row: "L5", what: "requests shed", found: L5.arrivals.shed, line: 1, bound: "at least" },
      { row: "L5", what: "goodput / ceiling", found: L5.arrivals.goodput / ceiling, line: 0.8, bound: "at least" },
      { row: "L5", what: "seconds to recover", found: L5.recoveryMs / 1000, line: 5, bound: "at most" },
      ...(L5.ledger === undefined ? [] : [isWhole("L5", L5.ledger)]),
    ];
    const rows = { L1, L2, L3, ...(L4 === false ? {} : { L4 }), L5 };
    return { before, after, ceilings, newcomers, r99, w99, rows, gates, differences };
  } finally {
    await postgres.stop();
  }
}

async function runEmbedded() {
  const calibration: CalibrationService = await startCalibration(undefined);
  const measured = { R: { load: calibration.read, server: calibration.program } };
  const { R } = await measureCeilings(measured, lengths);
  const r99 = await runOpenLoop(calibration.read, 0.03 * median(R.perSecond), seconds(30));
  await calibration.program.stop();
  const service = await startConsentService(undefined, people);
  const L1 = await bearTraffic(service, { perSecond: 0.03 * median(R.perSecond), seconds: seconds(120) });
  await service.program.stop();
  const row = "L1 PGlite";
  const gates = [...isWell(row, L1), isPrompt(row, L1.arrivals, r99, "r99 of PGlite", 5)];
  return { R, r99, L1, gates };
}

function isSteady({ before, after }: Awaited<ReturnType<typeof runOnServer>>): boolean {
  const moved = (from = 1, to = 1) => Math.abs(to / from - 1) > steadiness;
  return !moved(before.H, after.H) && !moved(before.Q, after.Q);
}

leaveServerCore();
let result = await runOnServer();
if (!isSteady(result)) {
  console.log("Health or SELECT 1 moved by more than 20 % within the run, so it says nothing; once more.");
  result = await runOnServer();
}
const embedded = await runEmbedded();
const { ceilings, newcomers, rows, r99, w99, before, after, differences } = result;
const { R, W, check, notice, submission } = ceilings;
printCeilings([R, check, newcomers, notice, W, submission, { ...embedded.R, name: "bare read, PGlite" }]);
printShares([
  ["check / R", check, R],
  ["check, new token / R", newcomers, R],
  ["notice / R", notice, R],
  ["submission / W", submission, W],
]);
printArrivals([
  { row: "r99: bare reads, 5 % of R", arrivals: r99 },
  { row: "w99: bare writes, 25 % of W", arrivals: w99 },
  ...Object.entries(rows).map(([row, borne]) => ({ row, ...borne })),
  { row: "r99 of PGlite, 3 % of its R", arrivals: embedded.r99 },
  { row: "L1 on PGlite", ...embedded.L1 },
]);
printDifferences(differences);
const gates = [...result.gates, ...embedded.gates];
printGates(gates);
const [H, Q] = [before.H, before.Q ?? 0].map(Math.round);
console.log(`\nH ${H} then ${Math.round(after.H)}, Q ${Q} then ${Math.round(after.Q ?? 0)} a second`);
const steady = isSteady(result);
console.log(`Result: ${keepResult("load", { ...result, gates, embedded, steady })}`);
const fallsShort = !gates.every(holds);
console.log(!steady ? "inconclusive: the machine was not steady" : fallsShort ? "falls short" : "holds");
process.exitCode = steady && fallsShort ? 1 : 0;
