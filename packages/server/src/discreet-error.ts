import { ConsentError, errorTable, isConsentError } from "@notice-consent/contract";

const plainToken = /^[\w-]{1,64}$/;

/** What an error is held against before it leaves this package. */
export interface SentRequest {
  /** The key and every text that was sent with it. */
  readonly values: readonly string[];
  /** Names of the body's fields. */
  readonly fields: readonly string[];
}

/**
 * The error as your backend may log it: code, status, retry hint and the names of fields.
 * Texts of the service are left out, since a service or a proxy may repeat what it was sent.
 * `facts` of an expected conflict stay readable to this package through {@link conflictFacts} alone.
 */
export function withoutSecrets(failure: unknown, { values, fields }: SentRequest): ConsentError {
  if (!isConsentError(failure)) return new ConsentError("NETWORK");
  const { code, status, retryAfterMs, detail } = failure;
  const isOurs = code === "CONFIGURATION";
  const safe = (text: string | undefined): string | undefined =>
    text !== undefined && plainToken.test(text) && !values.some((value) => text.includes(value)) ? text : undefined;
  const atFault = fields.filter((name) => namedFields(detail).has(name));
  const error = new ConsentError(code, {
    message: isOurs ? failure.message : sentence(code, atFault),
    status,
    retryAfterMs,
    requestId: safe(failure.requestId),
    serviceCode: safe(failure.serviceCode),
  });
  facts.set(error, detail);
  return error;
}

/** What the service said beside the code; kept apart from the error, so that printing the error does not show it. */
export function conflictFacts(error: ConsentError): unknown {
  return facts.get(error);
}

const facts = new WeakMap<ConsentError, unknown>();

function sentence(code: ConsentError["code"], fields: readonly string[]): string {
  const { sentence: known } = errorTable[code];
  return fields.length === 0 ? known : `${known} Fields: ${fields.join(", ")}.`;
}

/** The top-level fields that the service found fault with. */
function namedFields(detail: unknown): ReadonlySet<string> {
  if (typeof detail !== "object" || detail === null || !("fields" in detail)) return new Set();
  const entries: readonly unknown[] = Array.isArray(detail.fields) ? detail.fields : [];
  const paths = entries.map((entry) =>
    typeof entry === "object" && entry !== null && "path" in entry && typeof entry.path === "string" ? entry.path : "",
  );
  return new Set(paths.map((path) => path.split(".")[0] ?? ""));
}
