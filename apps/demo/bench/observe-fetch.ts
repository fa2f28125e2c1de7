import { subscribe } from "node:diagnostics_channel";

import { isObject, shownPath } from "./json.ts";
import { addOutgoing } from "./traffic.ts";

interface Running {
  readonly method: string;
  readonly path: string;
  readonly startedAt: number;
  requestId: string | undefined;
  status: number | null;
}

/** Writes down every call that this server makes to the consent service. */
export function observeFetch(serviceOrigin: string): void {
  const running = new WeakMap<object, Running>();
  const find = (message: unknown): Running | undefined =>
    isObject(message) && isObject(message["request"]) ? running.get(message["request"]) : undefined;
  const finish = (message: unknown) => {
    const call = find(message);
    if (call === undefined || !isObject(message) || !isObject(message["request"])) return;
    running.delete(message["request"]);
    addOutgoing({ ...call, endedAt: Date.now() });
  };

  // https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md
  subscribe("undici:request:create", (message) => {
    if (!isObject(message) || !isObject(message["request"])) return;
    const { request } = message;
    const { origin, method, path } = request;
    if (String(origin) !== serviceOrigin || typeof method !== "string" || typeof path !== "string") return;
    if (path.startsWith("/development/")) return;
    const call = { method, path: shownPath(path), startedAt: Date.now(), requestId: undefined, status: null };
    running.set(request, call);
  });
  subscribe("undici:request:headers", (message) => {
    const call = find(message);
    if (call === undefined || !isObject(message) || !isObject(message["response"])) return;
    const { statusCode, headers } = message["response"];
    call.status = typeof statusCode === "number" ? statusCode : null;
    call.requestId = headerIn(headers, "x-request-id");
  });
  subscribe("undici:request:trailers", finish);
  subscribe("undici:request:error", finish);
}

/** A header in a list of names and values that take turns. */
function headerIn(headers: unknown, wanted: string): string | undefined {
  const parts: readonly unknown[] = Array.isArray(headers) ? headers : [];
  const texts = parts.map((part) => (part instanceof Uint8Array ? Buffer.from(part).toString("latin1") : String(part)));
  const index = texts.findIndex((text, position) => position % 2 === 0 && text.toLowerCase() === wanted);
  return index === -1 ? undefined : texts[index + 1];
}
