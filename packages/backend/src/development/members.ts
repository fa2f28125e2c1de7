import { ConsentError } from "@notice-consent/contract";

type Members = ReadonlyMap<string, unknown>;

/** A text member; nothing where it is absent. Throws `VALIDATION_FAILED` on anything else. */
export function textIn(members: Members, name: string): string | undefined {
  const value = members.get(name);
  if (value === undefined || (typeof value === "string" && value !== "")) return value;
  throw invalid(name, "A text");
}

/** A text member that has to be there. */
export function requiredText(members: Members, name: string): string {
  const value = textIn(members, name);
  if (value === undefined) throw invalid(name, "A text");
  return value;
}

/** A whole number from 1 to `most`. */
export function wholeIn(members: Members, name: string, otherwise: number, most: number): number {
  const value = members.get(name) ?? otherwise;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw invalid(name, `A whole number from 1 to ${most}`);
}

/** One of a few values; `otherwise` where it is absent. */
export function oneOf<const Value extends string | number>(
  members: Members,
  name: string,
  values: readonly Value[],
  otherwise?: Value,
): Value {
  const given = members.get(name) ?? otherwise;
  const found = values.find((value) => value === given);
  if (found === undefined) throw invalid(name, `One of ${values.join(", ")}`);
  return found;
}

function invalid(path: string, message: string): ConsentError {
  return new ConsentError("VALIDATION_FAILED", { detail: { fields: [{ path, message }] } });
}
