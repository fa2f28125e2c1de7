import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { ServerEnv } from "./server-env.ts";

/** One finished request; an allow-list, so that no header, body, query, token or contact can slip in. */
export interface LogLine {
  readonly time: string;
  readonly request_id: string;
  readonly method: string;
  /** The route's template, never the address itself. */
  readonly route: string;
  readonly status: number;
  readonly duration_ms: number;
}

/** Reports each request once it is answered. */
export function requestLog(write: (line: LogLine) => void): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    const start = performance.now();
    await next();
    write({
      time: new Date().toISOString(),
      request_id: context.get("requestId"),
      method: context.req.method,
      route: routePath(context, -1),
      status: context.res.status,
      duration_ms: Math.round(performance.now() - start),
    });
  };
}
