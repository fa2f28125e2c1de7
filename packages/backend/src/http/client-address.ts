import { isIPv6 } from "node:net";
import type { Context } from "hono";
import type { ServerEnv } from "./server-env.ts";

/** What stands for a caller whose address is not known: a request that came without a socket, as in tests. */
const unknown = "unknown";

/**
 * The address that a request came from. Of `X-Forwarded-For` only the entry counts that the outermost of our own
 * proxies wrote, `proxies` places from the end: everything before it is the caller's to invent.
 * A whole /64 of IPv6 counts as one address, since one caller may have all of it.
 */
export function clientAddress(context: Context<ServerEnv>, proxies: number): string {
  // Where the app runs without a server, Hono's environment is not even an object.
  const socket = context.env?.incoming?.socket.remoteAddress ?? unknown;
  const forwarded = proxies === 0 ? [] : (context.req.header("x-forwarded-for") ?? "").split(",");
  const entry = forwarded.at(-proxies)?.trim() ?? "";
  return fold(forwarded.length >= proxies && entry !== "" && entry.length <= 64 ? entry : socket);
}

function fold(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const first = head.split(":").filter((group) => group !== "");
  const last = tail === undefined ? [] : tail.split(":").filter((group) => group !== "");
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => "0");
  const groups = [...first, ...zeros, ...last].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ""));
  return `${groups.join(":")}::/64`;
}
