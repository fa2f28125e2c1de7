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
  /** Whom the request was for, as the start of a keyed hash: tells persons apart and names none. */
  readonly principal?: string;
  /** For a 5xx: name and code of what failed, since its message may quote a query. */
  readonly failure?: string;
}

const principalLength = 12;

/** Reports each request once it is answered. */
export function requestLog(write: (line: LogLine) => void): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    const start = performance.now();
    await next();
    const failure = context.get("failure");
    const principal = context.get("principal");
    write({
      time: new Date().toISOString(),
      request_id: context.get("requestId"),
      method: context.req.method,
      route: routePath(context),
      status: context.res.status,
      duration_ms: Math.round(performance.now() - start),
      ...(principal === undefined ? {} : { principal: principal.slice(0, principalLength) }),
      ...(failure === undefined ? {} : { failure }),
    });
  };
}
