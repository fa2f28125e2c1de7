const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The value as a lower-case uuid, or nothing when it is not one. */
export function asUuid(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const folded = value.toLowerCase();
  return form.test(folded) ? folded : undefined;
}
