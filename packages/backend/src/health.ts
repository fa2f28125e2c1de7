import { ConsentError } from "@notice-consent/contract";
import { sql } from "drizzle-orm";
import type { Hono } from "hono";
import type { PublishedKey } from "./auth/signing-keys.ts";
import type { Database } from "./db/connect.ts";
import type { ServerEnv } from "./http/server-env.ts";

/** `/health` says that the process runs, `/ready` that it can reach its database; the key set stands beside them. */
export function mountHealth(app: Hono<ServerEnv>, database: Database, keySet: readonly PublishedKey[]): void {
  app.get("/health", (context) => context.json({ status: "ok" }));
  app.get("/ready", async (context) => {
    try {
      await database.queries.select({ one: sql<number>`1` }).from(sql`(select 1) one`);
    } catch {
      throw new ConsentError("SERVICE_UNAVAILABLE");
    }
    return context.json({ status: "ready" });
  });
  app.get("/consent/.well-known/jwks.json", (context) => context.json({ keys: keySet }));
}
