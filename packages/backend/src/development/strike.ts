import { setTimeout as pause } from "node:timers/promises";
import type { Context, MiddlewareHandler } from "hono";
import type { ServerEnv } from "../http/server-env.ts";
import { callerOf } from "./caller.ts";
import { answerOf } from "./fault.ts";

/** Does to a call what its fault says; everything in front of it behaves as it does without. */
export const strike: MiddlewareHandler<ServerEnv> = async (context, next) => {
  const fault = context.get("fault");
  if (fault === undefined) return next();
  switch (fault.kind) {
    case "latency":
      await pause(fault.ms);
      return next();
    case "answer":
      throw answerOf(fault, callerOf(context));
    case "refused":
    case "offline":
      return breakOff(context);
    case "lost-answer":
      await next();
      breakOff(context);
      return undefined;
    default:
      return fault.kind satisfies never;
  }
};

function breakOff(context: Context<ServerEnv>): Response {
  const incoming = context.env?.incoming;
  if (incoming === undefined) throw new TypeError("A connection can only break where there is one.");
  incoming.socket.resetAndDestroy();
  return context.body(null, 500);
}
