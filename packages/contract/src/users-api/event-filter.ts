import type { EventFilter } from "./query.ts";

/** True when every filter finds one of its texts at its property; numbers and booleans are compared as text. */
export function matchesFilters(event: unknown, filters: readonly EventFilter[]): boolean {
  return filters.every(({ path, values }) => {
    const found = path.reduce<unknown>(memberOf, event);
    return (isText(found) || isPlain(found)) && values.includes(String(found));
  });
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isPlain(value: unknown): value is number | boolean {
  return typeof value === "number" || typeof value === "boolean";
}
