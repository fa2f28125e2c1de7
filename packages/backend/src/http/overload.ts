import { ConsentError } from "@notice-consent/contract";
import type { MiddlewareHandler } from "hono";
import type { PoolUse } from "../db/connect.ts";
import type { ServerEnv } from "./server-env.ts";

/** Requests per connection that may wait for the database; beyond, the queue only makes everybody late. */
const waitingPerConnection = 20;

// Made once: what turns requests away has to cost next to nothing.
const tooMany = new ConsentError("SERVICE_UNAVAILABLE", { retryAfterMs: 1000 });

/** Turns requests away at once when too many wait for a connection already. */
export function shedOverload(readPool: () => PoolUse | undefined): MiddlewareHandler<ServerEnv> {
  return async (_, next) => {
    const pool = readPool();
    if (pool !== undefined && pool.waiting > pool.size * waitingPerConnection) throw tooMany;
    await next();
  };
}
