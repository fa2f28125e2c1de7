import type { RunningProgram } from "../processes.ts";
import { runClosedLoop } from "./closed-loop.ts";
import type { Load } from "./requests.ts";

/** A load and the server that bears it. */
export interface Measured {
  readonly load: Load;
  readonly server: RunningProgram;
}

/** What closed loops found, one figure a repetition. */
export interface Ceilings {
  readonly name: string;
  readonly perSecond: readonly number[];
  /** Microseconds of the server's processor per request, whatever else the machine was doing. */
  readonly cpuUs: readonly number[];
  readonly wrong: number;
}

/** How long to measure. */
export interface Lengths {
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly repeats: number;
}

/** Measures loads in rounds in which each has its turn, so that what else the machine does weighs on all alike. */
export async function measureCeilings<Name extends string>(
  measured: Readonly<Record<Name, Measured>>,
  { warmUpSeconds, seconds, repeats }: Lengths,
): Promise<Record<Name, Ceilings>> {
  const all = Object.entries<Measured>(measured).map(([name, { load, server }]) => ({
    name,
    load,
    server,
    perSecond: Array<number>(),
    cpuUs: Array<number>(),
    wrong: 0,
  }));
  for (const { load } of all) await runClosedLoop(load, { seconds: warmUpSeconds });
  for (let round = 0; round < repeats; round += 1) {
    for (const one of all) {
      const before = one.server.cpuMs();
      const { perSecond, answered, wrong } = await runClosedLoop(one.load, { seconds });
      one.perSecond.push(perSecond);
      one.cpuUs.push(((one.server.cpuMs() - before) * 1000) / answered);
      one.wrong += wrong;
    }
  }
  const found = all.map(({ name, load, perSecond, cpuUs, wrong }) => [
    name,
    { name: load.name, perSecond, cpuUs, wrong },
  ]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one figure was made per entry, under its name
  return Object.fromEntries(found) as Record<Name, Ceilings>;
}

/** Microseconds of the server's processor for each of a number of requests. */
export async function measureCost({ load, server }: Measured, requests: number): Promise<Ceilings> {
  const before = server.cpuMs();
  const { perSecond, answered, wrong } = await runClosedLoop(load, { requests });
  const cpuUs = ((server.cpuMs() - before) * 1000) / answered;
  return { name: load.name, perSecond: [perSecond], cpuUs: [cpuUs], wrong };
}

/** The ratio of two figures in each round: its median, least and most. */
export function ratioOf(of: readonly number[], to: readonly number[]) {
  const ratios = of.map((figure, round) => figure / (to[round] ?? to[0] ?? Number.NaN));
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

/** The middle one of some figures. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
