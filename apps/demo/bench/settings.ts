import { readEnvironment } from "../env.ts";

/** What the bench needs to reach the development routes of the consent service. */
export interface BenchSettings {
  /** Ends in `/development`. */
  readonly url: string;
  readonly secret: string;
  readonly workspaceUuid: string;
}

/** The bench's settings; nothing where the backend was started without development routes. */
export function benchSettings(): BenchSettings | undefined {
  const secret = process.env["BENCH_SECRET"];
  if (secret === undefined || secret === "") return undefined;
  const { baseUrl, workspaceUuid } = readEnvironment();
  return { url: `${new URL(baseUrl).origin}/development`, secret, workspaceUuid };
}
