import { ConsentError, errorTable, isConsentError } from "@notice-consent/contract";

const fieldName = /^[\w.-]{1,64}$/;

/**
 * The error as your backend may log it: code, status, retry hint and the names of fields.
 * Texts of the service are left out, since a service or a proxy may repeat what it was sent.
 * `facts` of an expected conflict stay readable to this package through {@link conflictFacts} alone.
 */
export function withoutSecrets(failure: unknown, secrets: readonly string[]): ConsentError {
  if (!isConsentError(failure)) return new ConsentError("NETWORK");
  const { code, status, retryAfterMs, detail } = failure;
  const isOurs = code === "CONFIGURATION";
  const safe = (text: string | undefined): string | undefined =>
    text !== undefined && fieldName.test(text) && !secrets.some((secret) => text.includes(secret)) ? text : undefined;
  const fields = fieldsOf(detail).filter((name) => safe(name) !== undefined);
  const error = new ConsentError(code, {
    message: isOurs ? failure.message : sentence(code, fields),
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

function fieldsOf(detail: unknown): string[] {
  if (typeof detail !== "object" || detail === null || !("fields" in detail) || !Array.isArray(detail.fields))
    return [];
  const entries: readonly unknown[] = detail.fields;
  return entries.flatMap((entry) => {
    const isField = typeof entry === "object" && entry !== null && "path" in entry;
    return isField && typeof entry.path === "string" ? [entry.path] : [];
  });
}
