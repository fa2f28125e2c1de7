import { printTable } from "../result.ts";
import { type Ceilings, median, ratioOf } from "./ceilings.ts";
import type { Difference } from "./foreign-ids.ts";
import type { Arrivals } from "./open-loop.ts";
import type { Borne } from "./plan.ts";

/** A figure that is held against a line. */
export interface Gate {
  readonly row: string;
  readonly what: string;
  readonly found: number;
  readonly line: number;
  /** Which side of the line is the good one. */
  readonly bound: "at least" | "at most";
}

/** True where the figure is on the good side. */
export function holds({ found, line, bound }: Gate): boolean {
  return bound === "at least" ? found >= line : found <= line;
}

/** Prints ceilings with their spread. */
export function printCeilings(all: readonly Ceilings[]): void {
  printTable(
    all.map(({ name, perSecond, cpuUs, wrong }) => ({
      load: name,
      "per second": Math.round(median(perSecond)),
      least: Math.round(Math.min(...perSecond)),
      most: Math.round(Math.max(...perSecond)),
      "cpu us": Math.round(median(cpuUs)),
      wrong,
    })),
  );
}

/** Prints one ceiling as a share of another, by requests a second and by the server's processor time. */
export function printShares(shares: readonly (readonly [name: string, of: Ceilings, to: Ceilings])[]): void {
  printTable(
    shares.map(([ratio, of, to]) => {
      const { median: middle, least, most } = ratioOf(of.perSecond, to.perSecond);
      return {
        ratio,
        median: middle.toFixed(2),
        least: least.toFixed(2),
        most: most.toFixed(2),
        "by cpu": (median(to.cpuUs) / median(of.cpuUs)).toFixed(2),
      };
    }),
  );
}

/** Prints what became of the requests of each row. */
export function printArrivals(
  rows: readonly { readonly row: string; readonly arrivals: Arrivals; readonly ledger?: Borne["ledger"] }[],
): void {
  printTable(
    rows.map(({ row, arrivals, ledger }) => ({
      row,
      sent: arrivals.sent,
      right: arrivals.right,
      shed: arrivals.shed,
      wrong: arrivals.wrong,
      "p50 ms": arrivals.p50.toFixed(1),
      "p99 ms": arrivals.p99.toFixed(1),
      lost: ledger?.lost ?? "",
      doubled: ledger?.doubled ?? "",
      torn: ledger?.torn ?? "",
      deadlocks: ledger?.deadlocks ?? "",
    })),
  );
}

/** Prints how long answers about ids take that are nobody's, and about those of another workspace. */
export function printDifferences(differences: readonly Difference[]): void {
  printTable(
    differences.map(({ what, status, unknown, foreign, difference, middleHalf, alike }) => ({
      "unknown and foreign": what,
      status,
      alike: alike ? "yes" : "no",
      "unknown ms": unknown.toFixed(2),
      "foreign ms": foreign.toFixed(2),
      "difference ms": difference.toFixed(2),
      "middle half ms": middleHalf.map((ms) => ms.toFixed(2)).join(" to "),
    })),
  );
}

/** Prints every gate and whether it holds. */
export function printGates(gates: readonly Gate[]): void {
  printTable(
    gates.map((gate) => ({
      row: gate.row,
      what: gate.what,
      found: gate.found.toFixed(2),
      line: `${gate.bound} ${gate.line}`,
      result: holds(gate) ? "holds" : "falls short",
    })),
  );
}
