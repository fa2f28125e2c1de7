import * as v from "valibot";

/** Most bytes of one free-form object, as JSON. */
export const metadataBytes = 8 * 1024;
/** Most levels of one free-form object, itself included. */
export const metadataDepth = 20;

/** Free-form facts. */
export type Metadata = Readonly<Record<string, unknown>>;

/** Free-form facts as they are sent, within the limits; a `null` removes a key. */
export const metadata = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check(isMetadataSmall, `At most ${metadataBytes} bytes and ${metadataDepth} levels`),
);
/** True for a free-form object within both limits; to be asked again after a merge. */
export function isMetadataSmall(value: Metadata): boolean {
  // Depth first: what is too deep need not be written out.
  return isWithin(value, metadataDepth) && new TextEncoder().encode(JSON.stringify(value)).length <= metadataBytes;
}

/** What is there after something was sent: keys that were sent replace, `null` removes, the others stay. */
export function mergeMetadata(held: Metadata, sent: Metadata | null | undefined): Metadata {
  const merged = new Map(Object.entries(held));
  for (const [key, value] of Object.entries(sent ?? {})) {
    if (value === null) merged.delete(key);
    else merged.set(key, value);
  }
  return Object.fromEntries(merged);
}

function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isWithin(member, levels - 1));
}
