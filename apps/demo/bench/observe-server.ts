import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";

import { shownBody, shownPath } from "./json.ts";
import { addIncoming } from "./traffic.ts";

const longestBody = 64 * 1024;

/** Writes down every call of the routes and every page that a person opens, without touching either. */
export function observeServer(): void {
  // https://nodejs.org/api/diagnostics_channel.html#http
  subscribe("http.server.request.start", (message) => {
    if (!(typeof message === "object" && message !== null && "request" in message && "response" in message)) return;
    const { request, response } = message;
    if (request instanceof IncomingMessage && isAnswer(response)) observe(request, response);
  });
}

function isAnswer(value: unknown): value is ServerResponse {
  return value instanceof ServerResponse;
}

function observe(request: IncomingMessage, response: ServerResponse): void {
  const kind = kindOf(request);
  if (kind === undefined) return;
  const startedAt = Date.now();
  const sent = kind === "route" ? collectRequest(request) : () => null;
  const answer = kind === "route" ? collectAnswer(response) : undefined;
  response.once("close", () => {
    addIncoming({
      kind,
      method: request.method ?? "",
      path: shownPath(request.url ?? ""),
      status: response.writableFinished ? response.statusCode : null,
      startedAt,
      endedAt: answer?.lastByteAt() ?? Date.now(),
      request: sent(),
      response: answer?.body() ?? null,
    });
  });
}

function kindOf({ url = "", headers }: IncomingMessage): "route" | "page" | undefined {
  if (url.startsWith("/api/")) return "route";
  if (url.startsWith("/_next/") || url.startsWith("/bench")) return undefined;
  const isNavigation = headers["rsc"] !== undefined && headers["next-router-prefetch"] === undefined;
  return headers["sec-fetch-dest"] === "document" || isNavigation ? "page" : undefined;
}

/** Reads along while the route reads; a listener of our own would start the stream before it. */
function collectRequest(request: IncomingMessage): () => unknown {
  const body = createBody();
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    body.add(chunk);
    return push(chunk, encoding);
  };
  return body.read;
}

interface Answer {
  readonly body: () => unknown;
  /** A page goes on as soon as it has the last byte, long before the connection is known to be done. */
  readonly lastByteAt: () => number | undefined;
}

function collectAnswer(response: ServerResponse): Answer {
  const body = createBody();
  let lastByteAt: number | undefined;
  const given = (chunk: unknown): void => {
    if (isBytes(chunk) || lastByteAt === undefined) lastByteAt = Date.now();
    body.add(chunk);
  };
  before(response, "write", given);
  before(response, "end", given);
  return { body: body.read, lastByteAt: () => lastByteAt };
}

/** Has the first argument of a method's calls before the method itself. */
function before(response: ServerResponse, name: "write" | "end", seen: (first: unknown) => void): void {
  const original: unknown = Reflect.get(response, name);
  if (typeof original !== "function") return;
  Reflect.set(response, name, (...parts: unknown[]): unknown => {
    seen(parts[0]);
    const answered: unknown = Reflect.apply(original, response, parts);
    return answered;
  });
}

function isBytes(chunk: unknown): chunk is string | Uint8Array {
  return typeof chunk === "string" || chunk instanceof Uint8Array;
}

function createBody() {
  const chunks: Buffer[] = [];
  let length = 0;
  return {
    add: (chunk: unknown): void => {
      if (!isBytes(chunk)) return;
      length += chunk.length;
      if (length <= longestBody) chunks.push(Buffer.from(chunk));
    },
    read: (): unknown =>
      length === 0 || length > longestBody ? null : shownBody(Buffer.concat(chunks).toString("utf8")),
  };
}
