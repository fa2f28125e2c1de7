import { ConsentError } from "@notice-consent/contract";

/** A host's own facts about a user. */
export type Metadata = Readonly<Record<string, unknown>>;

const largest = 8 * 1024;

/** Merges key by key; a value replaces the one under the same key whole. Throws `VALIDATION_FAILED` above 8 KiB. */
export function mergeMetadata(before: Metadata, change: Metadata | null | undefined): Record<string, unknown> {
  const merged = { ...before, ...change };
  if (Buffer.byteLength(JSON.stringify(merged)) > largest) {
    const fields = [{ path: "metadata", message: "At most 8 KiB of JSON" }];
    throw new ConsentError("VALIDATION_FAILED", { detail: { fields } });
  }
  return merged;
}
