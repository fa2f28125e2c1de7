import * as v from "valibot";

/** A text as either server may send it: null, absent, a wrong type and nothing but spaces all read as "". */
export const text = v.fallback(v.pipe(v.nullish(v.string(), ""), v.transform(withoutBlank)), "");

/** A text that has to be one; nothing but spaces reads as "". */
export const words = v.pipe(v.string(), v.transform(withoutBlank));

/** A yes or no that counts as "no" unless it is plainly `true`. */
export const flag = v.fallback(v.nullish(v.boolean(), false), false);

/** A map in which one unreadable entry is skipped and a malformed map reads as empty. */
export function tolerantMap<Entry extends v.GenericSchema>(entry: Entry) {
  const entries = v.record(v.string(), v.fallback(v.nullable(entry), null));
  return v.fallback(v.pipe(v.nullish(entries, {}), v.transform(withoutNull)), {});
}

/** An optional block that reads as absent when it is malformed. */
export function tolerantBlock<Block extends v.GenericSchema>(block: Block) {
  return v.fallback(v.nullish(block), undefined);
}

function withoutBlank(given: string): string {
  return given.trim() === "" ? "" : given;
}

function withoutNull<Entry>(map: Record<string, Entry | null>): Record<string, Entry> {
  const kept: Record<string, Entry> = {};
  for (const [key, entry] of Object.entries(map)) if (entry !== null) kept[key] = entry;
  return kept;
}

const unstorable = /\0|[\ud800-\udfff]/u;

/** True for text that PostgreSQL can store: no NUL and no lone surrogate. */
export function isStorable(value: string): boolean {
  return !unstorable.test(value);
}
