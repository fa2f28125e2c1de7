import type { MiddlewareHandler } from "hono";
import type { ServerEnv } from "./server-env.ts";

/** Says whether a page of this origin may call the workspace. */
export type OriginCheck = (workspaceUuid: string, origin: string) => Promise<boolean>;

const publicPath = /^\/consent\/public\/organisations\/[^/]+\/workspaces\/([^/]+)\//;
const allowedHeaders = "Authorization, Content-Type, Idempotency-Key, Accept-Language, X-Consent-Token, If-Match";

/**
 * Lets pages of the workspace's own origins call the public endpoints, without credentials.
 * A page of any other origin gets its answer without the header that would let it read it.
 */
export function cors(isAllowed: OriginCheck): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    const workspaceUuid = publicPath.exec(context.req.path)?.[1];
    const origin = context.req.header("origin");
    const isPreflight =
      context.req.method === "OPTIONS" && context.req.header("access-control-request-method") !== undefined;
    const allowed =
      workspaceUuid !== undefined &&
      origin !== undefined &&
      isOrigin(origin) &&
      (await isAllowed(workspaceUuid, origin));
    if (isPreflight) {
      if (!allowed) return context.body(null, 204);
      return context.body(null, 204, {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": allowedHeaders,
        "Access-Control-Max-Age": "600",
      });
    }
    if (allowed) {
      context.header("Access-Control-Allow-Origin", origin);
      context.header("Access-Control-Expose-Headers", "Retry-After, X-Request-Id, Date");
    }
    await next();
    return undefined;
  };
}

/** True for a page served by this machine. */
export function isLoopbackOrigin(origin: string): boolean {
  if (!isOrigin(origin)) return false;
  const { hostname } = new URL(origin);
  return (
    hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "127.0.0.1" || hostname === "[::1]"
  );
}

/** True for the exact origin of a page: never `null`, which is every sandboxed page, nor a pattern. */
export function isOrigin(text: string): boolean {
  return /^https?:\/\/[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
