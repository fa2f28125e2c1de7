import type { RunningProgram } from "../processes.ts";

/** What the API's process holds at a moment. */
export interface ProcessState {
  /** Memory that is in use after a collection. */
  readonly liveBytes: number;
  readonly residentBytes: number;
  /** Open sockets, timers and servers. */
  readonly handles: number;
  /** Connections of its pool that do nothing, and callers that wait for one. */
  readonly pool: { readonly open: number; readonly idle: number; readonly waiting: number };
}

/** Asks the process of our API, which has to have an admin port. */
export async function readState(api: RunningProgram): Promise<ProcessState> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- here parsed data enters: our own program wrote it
  const told = (await api.ask("state")) as { liveBytes: number; residentBytes: number; handles: readonly string[] };
  const metrics = await (await fetch(`${String(api.ready.get("adminUrl"))}/metrics`)).text();
  const gauge = (state: string) =>
    Number(new RegExp(`^consent_database_connections\\{state="${state}"\\} (\\d+)$`, "m").exec(metrics)?.[1] ?? 0);
  return {
    liveBytes: told.liveBytes,
    residentBytes: told.residentBytes,
    handles: told.handles.length,
    pool: { open: gauge("open"), idle: gauge("idle"), waiting: gauge("waiting") },
  };
}

/** The slope of a line through points of (minutes, bytes), in MB a minute. */
export function slopeOf(points: readonly (readonly [minutes: number, bytes: number])[]): number {
  const mean = (of: (point: readonly [number, number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(([minutes]) => minutes), mean(([, bytes]) => bytes)];
  const spread = mean(([minutes]) => (minutes - x) ** 2);
  return mean(([minutes, bytes]) => (minutes - x) * (bytes - y)) / spread / 1_048_576;
}
