import { isConsentError, type ConsentError } from "@notice-consent/contract";
import { conflictFacts } from "../discreet-error.ts";

/** What a call came to, or what `expected` makes of its failure; a failure that it makes nothing of is thrown. */
export async function orExpected<Value, Other>(
  call: Promise<Value>,
  expected: (error: ConsentError) => Other | undefined,
): Promise<Value | Other> {
  try {
    return await call;
  } catch (error) {
    const other = isConsentError(error) ? expected(error) : undefined;
    if (other === undefined) throw error;
    return other;
  }
}

/** What a call came to, `undefined` when there is no such thing. */
export async function orNotFound<Value>(call: Promise<Value>): Promise<Value | undefined> {
  const outcome = await orExpected(
    call.then((value) => ({ value })),
    ({ code }) => (code === "NOT_FOUND" ? { value: undefined } : undefined),
  );
  return outcome.value;
}

/** The version that the service holds, where it refused a stale one. */
export function currentVersion(error: ConsentError): number | undefined {
  const version = memberOf(memberOf(conflictFacts(error), "errors"), "version");
  const current = memberOf(version, "current");
  return typeof current === "number" ? current : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
