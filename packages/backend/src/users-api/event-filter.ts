import type { EventFilter, ProfileEvent } from "@notice-consent/contract/users-api";

/** True for an event whose properties have the values that every filter asks for; a property of a list fits where one entry does. */
export function matchesFilters(event: ProfileEvent, filters: readonly EventFilter[]): boolean {
  return filters.every(({ path, values }) => valuesAt(event, path).some((value) => values.includes(value)));
}

function valuesAt(value: unknown, path: readonly string[]): readonly string[] {
  const [name, ...rest] = path;
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    return entries.flatMap((entry) => valuesAt(entry, path));
  }
  if (name === undefined) return isText(value) ? [String(value)] : [];
  if (typeof value !== "object" || value === null) return [];
  const member: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return member === undefined ? [] : valuesAt(member, rest);
}

function isText(value: unknown): value is string | number | boolean | null {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
