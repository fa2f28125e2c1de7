import type { MiddlewareHandler } from "hono";
import type { ServerEnv } from "../http/server-env.ts";
import { readJson } from "../http/strict-json.ts";
import { callerOf } from "./caller.ts";
import { endpointOf } from "./endpoint-of.ts";
import type { ExchangeLog } from "./exchange-log.ts";
import type { FaultDesk } from "./fault-desk.ts";
import { maskAddress, maskJson } from "./mask.ts";

const longestBody = 256 * 1024;

/** Writes every call down, and gives it the fault that waits for it. */
export function watch(log: ExchangeLog, desk: FaultDesk): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    const { method, path, url } = context.req;
    // The browser's own question before a call of a page.
    if (method === "OPTIONS") return next();
    const number = log.begin();
    const startedAt = new Date().toISOString();
    const start = performance.now();
    const caller = callerOf(context);
    const endpoint = endpointOf(method, path);
    const fault = desk.take({ endpoint, caller });
    context.set("fault", fault);
    const request = await readRequest(context.req.raw);
    await next();
    const isHeard = fault === undefined || fault.kind === "latency" || fault.kind === "answer";
    log.record({
      number,
      request_id: context.get("requestId"),
      caller,
      endpoint: endpoint ?? null,
      method,
      path: maskAddress(url),
      status: isHeard ? context.res.status : null,
      started_at: startedAt,
      duration_ms: Math.round(performance.now() - start),
      request,
      response: isHeard ? shownJson(await context.res.clone().bytes()) : null,
      fault: fault?.kind ?? null,
    });
    return undefined;
  };
}

async function readRequest(request: Request): Promise<unknown> {
  const length = Number(request.headers.get("content-length") ?? 0);
  // One without an end may be under way.
  const isStreamed = request.headers.has("transfer-encoding");
  if (request.body === null || isStreamed || length > longestBody) return null;
  return shownJson(await request.clone().bytes());
}

function shownJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0 || bytes.length > longestBody) return null;
  const read = readJson(bytes);
  return read.status === "read" ? maskJson(read.value) : null;
}
