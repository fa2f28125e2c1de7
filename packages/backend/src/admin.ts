import { ConsentError } from "@notice-consent/contract";
import { Hono } from "hono";
import { mountHealth } from "./health.ts";
import { errorAnswer } from "./http/error-answer.ts";
import { securityHeaders } from "./http/security-headers.ts";
import type { ServerEnv } from "./http/server-env.ts";
import { type Metrics, mountMetrics } from "./metrics.ts";
import type { Readiness } from "./readiness.ts";

/** What operators read, for a port of its own: metrics, health, readiness. */
export function createAdminApp(readiness: Readiness, metrics: Metrics): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  app.use(securityHeaders);
  const answer = (failure: unknown): Response => {
    const { status, body, headers } = errorAnswer(failure);
    return Response.json(body, { status, headers });
  };
  app.onError(answer);
  app.notFound(() => answer(new ConsentError("NOT_FOUND")));
  mountHealth(app, readiness);
  mountMetrics(app, metrics);
  return app;
}
