import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ChildProcess } from "node:child_process";

/** The wall clock of a process, which can be set wrong; timers and monotonic time are not affected. */
export interface ShiftedClock {
  /** What the process has to be started with. */
  readonly settings: Readonly<Record<string, string>>;
  /** Sets the clock of a running process so far ahead, or back where negative, and waits until that holds. */
  shift(process: ChildProcess, ms: number): Promise<void>;
  remove(): void;
}

/** A clock that starts right. */
export function createShiftedClock(): ShiftedClock {
  const folder = mkdtempSync(join(tmpdir(), "consent-clock-"));
  const [file, seen] = [join(folder, "shift"), join(folder, "seen")];
  return {
    settings: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preload(file, seen))}` },
    async shift(process, ms) {
      writeFileSync(file, String(ms));
      process.kill("SIGUSR2");
      while (!existsSync(seen) || readFileSync(seen, "utf8") !== String(ms)) await pause(10);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

// Runs before everything else of the process.
function preload(file: string, seen: string): string {
  return `
    import { readFileSync, writeFileSync } from "node:fs";
    let shift = 0;
    process.on("SIGUSR2", () => {
      shift = Number(readFileSync(${JSON.stringify(file)}, "utf8"));
      writeFileSync(${JSON.stringify(seen)}, String(shift));
    });
    const now = () => Real.now() + shift;
    const Real = Date;
    globalThis.Date = new Proxy(Real, {
      get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
      construct: (target, args, as) => Reflect.construct(target, args.length === 0 ? [now()] : args, as),
      apply: () => new Real(now()).toString(),
    });`;
}
