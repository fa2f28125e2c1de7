import { isConsentError } from "@notice-consent/contract";

import { EnvironmentError } from "../env.ts";
import { isSameOrigin } from "./same-origin.ts";

/** A JSON object as it came in; nothing about its members is known yet. */
export type JsonBody = Readonly<Record<string, unknown>>;

const bodyLimit = 16 * 1024;

/**
 * Makes a `POST` route: same-origin only, a small JSON object in, JSON out, never cached.
 * Whatever the handler throws becomes a 500 with `failure` as its `error`; the cause goes to the log without its data.
 */
export function postRoute(
  failure: string,
  handle: (request: Request, body: JsonBody) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isSameOrigin(request)) return refuse(403, "Requests from other sites are not answered.");
    const body = await readJson(request);
    if (body instanceof Response) return body;
    try {
      return await handle(request, body);
    } catch (error) {
      console.error(`${new URL(request.url).pathname}: ${describe(error)}`);
      return refuse(500, error instanceof EnvironmentError ? error.message : failure);
    }
  };
}

/** A JSON answer that no cache keeps. */
export function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
}

/** An answer in the error shape of the routes, `{ error }`, with further facts beside it. */
export function refuse(status: number, error: string, facts: object = {}): Response {
  return answer(status, { error, ...facts });
}

async function readJson(request: Request): Promise<JsonBody | Response> {
  const [mediaType] = (request.headers.get("content-type") ?? "").split(";");
  if (mediaType?.trim().toLowerCase() !== "application/json") return refuse(415, "The body has to be JSON.");
  try {
    const text = await readText(request);
    if (text === undefined) return refuse(413, "The body is too large.");
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : refuse(400, "The body has to be a JSON object.");
  } catch {
    return refuse(400, "The body has to be a JSON object.");
  }
}

/** The body as text; `undefined` for one above the limit, of which no more is read, whatever length it announces. */
async function readText(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > bodyLimit) return undefined;
  if (request.body === null) return "";
  const reader = request.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > bodyLimit) {
      void reader.cancel().catch(() => {});
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function isObject(value: unknown): value is JsonBody {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describe(error: unknown): string {
  if (isConsentError(error)) return `${error.code}, status ${error.status}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : "unknown failure";
}
