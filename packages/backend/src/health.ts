import { ConsentError } from "@notice-consent/contract";
import type { Hono } from "hono";
import type { PublishedKey } from "./auth/signing-keys.ts";
import type { ServerEnv } from "./http/server-env.ts";
import type { Readiness } from "./readiness.ts";

/**
 * `/health` says that the process runs; `/ready` that it should be sent requests: its database answers, the migrations
 * are applied and it is not stopping. A watchdog restarts on the first, a balancer sends by the second.
 */
export function mountHealth(app: Hono<ServerEnv>, readiness: Readiness): void {
  app.get("/health", (context) => context.json({ status: "ok" }));
  app.get("/ready", async (context) => {
    if (!(await readiness.check())) throw new ConsentError("SERVICE_UNAVAILABLE");
    return context.json({ status: "ready" });
  });
}

/** Publishes the keys that verify access tokens. */
export function mountKeySet(app: Hono<ServerEnv>, keySet: () => Promise<readonly PublishedKey[]>): void {
  app.get("/consent/.well-known/jwks.json", async (context) => context.json({ keys: await keySet() }));
}
