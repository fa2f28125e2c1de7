import { ConsentError, isErrorCode, statusOf, type Call, type ErrorCode } from "@notice-consent/contract";

/** What came back, before anybody believes it. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;
}

type Fields = ReadonlyMap<string, unknown>;

/**
 * The `detail` of a success, or the bare body where there is no envelope. An empty body reads as no facts at all,
 * which only the schemas that need none accept. A body that is not JSON is `BAD_RESPONSE`: somebody else answered.
 */
export async function readSuccess(endpoint: Call, answer: Answer): Promise<unknown> {
  const body = answer.text.trim() === "" ? {} : parseJson(answer.text);
  if (body === undefined) throw unreadable(answer);
  const fields = fieldsOf(body);
  const detail = fields?.has("detail") ? fields.get("detail") : body;
  const result = await endpoint.detail["~standard"].validate(fieldsOf(detail) === undefined ? {} : detail);
  if (result.issues !== undefined) throw unreadable(answer);
  return result.value;
}

/** The error that a failed call amounts to, read in the wire's order. Server text stays plain text. */
export function readFailure(endpoint: Call, answer: Answer): ConsentError {
  const { status, retryAfterMs, requestId } = answer;
  const body = fieldsOf(parseJson(answer.text));
  const detail = fieldsOf(body?.get("detail"));
  const sent = body?.get("error_code") ?? detail?.get("error_code") ?? detail?.get("conflict_type") ?? undefined;
  const named = asText(sent);
  const code = codeOf(endpoint, status, body, sent);
  // Services echo what they could not use: nothing of a refresh answer is repeated, and facts go to API-key holders alone.
  const message = endpoint.credential === "refresh-token" ? undefined : messageOf(body, detail);
  const facts = endpoint.credential === "api-key" ? body?.get("detail") : undefined;
  return new ConsentError(code, {
    status,
    retryAfterMs,
    requestId,
    ...(message !== undefined && { message }),
    ...(named !== undefined && named !== code && { serviceCode: named }),
    ...(facts !== undefined && { detail: facts }),
  });
}

/** The one error for an answer that is not the consent service's. */
export function unreadable({ status, retryAfterMs, requestId }: Answer): ConsentError {
  return new ConsentError("BAD_RESPONSE", { status, retryAfterMs, requestId });
}

/** JSON, or `undefined` for anything else. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The members of a JSON object, out of the prototype's reach; `undefined` for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

function messageOf(body: Fields | undefined, detail: Fields | undefined): string | undefined {
  return (
    asText(body?.get("message")) ??
    asText(body?.get("detail")) ??
    asText(detail?.get("message")) ??
    asText(detail?.get("detail"))
  );
}

function codeOf(endpoint: Call, status: number, body: Fields | undefined, sent: unknown): ErrorCode {
  // Whatever the body says: these never settle anything and never end a session.
  if (status === 429) return "RATE_LIMITED";
  if (status === 408) return "TIMEOUT";
  if (status === 425 || status === 503) return "SERVICE_UNAVAILABLE";
  if (status >= 500) return "INTERNAL";
  if (body === undefined || status < 400) return "BAD_RESPONSE";
  if (typeof sent === "string" && isErrorCode(sent) && statusOf(sent) === status) return sent;
  // That a newer refresh token exists has to be said: a host's busy route, too, answers with a bare 409.
  const declared = endpoint.errors.filter((code) => statusOf(code) === status && code !== "REFRESH_STALE");
  // A foreign page in JSON's clothes has none of the wire's members, and neither has the bare 409 of the read.
  const known = ["message", "detail", "error_code", "code", "status"].some((key) => body.has(key));
  if (!known && !declared.includes("CONSENT_ALREADY_PROVIDED")) return "BAD_RESPONSE";
  const [first] = declared;
  if (first === undefined) return generic(status);
  if (status === 401) return first;
  // A service without codes lists the fields of a malformed body, and says its one other refusal as a message.
  const special = body.has("detail") ? declared : declared.filter((code) => code !== generic(status));
  const [only] = special;
  // A code that is no text is still one, and may mean anything.
  return only !== undefined && special.length === 1 && sent === undefined ? only : generic(status);
}

function generic(status: number): ErrorCode {
  switch (status) {
    case 401:
      return "INVALID_TOKEN";
    case 403:
      return "FORBIDDEN";
    case 404:
      return "NOT_FOUND";
    case 405:
      return "METHOD_NOT_ALLOWED";
    case 409:
      return "CONFLICT";
    case 413:
      return "PAYLOAD_TOO_LARGE";
    case 422:
      return "VALIDATION_FAILED";
    default:
      return "BAD_REQUEST";
  }
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
