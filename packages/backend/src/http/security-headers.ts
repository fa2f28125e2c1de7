import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { ServerEnv } from "./server-env.ts";

const policy = "Content-Security-Policy";

const headers: readonly (readonly [name: string, value: string])[] = [
  ["Cache-Control", "no-store"],
  [policy, "default-src 'none'; frame-ancestors 'none'"],
  ["Referrer-Policy", "no-referrer"],
  ["Strict-Transport-Security", "max-age=31536000"],
  ["Vary", "Authorization, Accept-Language, Origin"],
  ["X-Content-Type-Options", "nosniff"],
];

/** Gives every answer a request id and the headers that keep it out of caches and of pages. */
export const securityHeaders: MiddlewareHandler<ServerEnv> = async (context, next) => {
  // Never the caller's own id: it would carry whatever the caller puts there into the log.
  const requestId = randomUUID();
  context.set("requestId", requestId);
  const give = (wanted: typeof headers) => {
    for (const [name, value] of wanted) context.header(name, value);
    context.header("X-Request-Id", requestId);
  };
  // Beforehand: each header of an answer that is made already copies the whole of it.
  give(headers);
  await next();
  const given = context.res.headers;
  if (given.get("X-Request-Id") === requestId) return;
  // An answer that was made without the context. A page of our own brings the policy that it works under.
  give(headers.filter(([name]) => name !== policy || !given.has(policy)));
};
