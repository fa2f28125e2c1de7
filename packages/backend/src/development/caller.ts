import type { Context } from "hono";
import type { ServerEnv } from "../http/server-env.ts";

/** Who calls: the host's backend, which has a key or a session that stands for one, or somebody's browser. */
export type Caller = "backend" | "browser";

/** Tells the two apart by what a request carries. */
export function callerOf(context: Context<ServerEnv>): Caller {
  const hasKey = context.req.header("x-cms-api-key") !== undefined;
  return hasKey || context.req.path.startsWith("/v1/") ? "backend" : "browser";
}
