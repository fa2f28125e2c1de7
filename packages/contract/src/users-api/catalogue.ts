import * as v from "valibot";
import type { Purpose } from "../notice.ts";
import { shortText, timestamp } from "./field.ts";

const entry = {
  id: shortText,
  /** Since when it can be chosen; what holds at the level above is handed to what is added later. */
  added_at: timestamp,
};

const channelEntry = v.object(entry);

const preferenceEntry = v.object({
  ...entry,
  /** Schema 1. */
  channels: v.optional(v.array(channelEntry), []),
  /** Schema 2: ids of the values that can be chosen. */
  values: v.optional(v.array(shortText), []),
});

const purposeEntry = v.object({
  ...entry,
  /** Schema 1. */
  channels: v.optional(v.array(channelEntry), []),
  preferences: v.optional(v.array(preferenceEntry), []),
});

/** Everything that can be chosen, and that once could: nothing is ever taken out. */
export const catalogue = v.object({
  /** Schema 1. */
  channels: v.optional(v.array(channelEntry), []),
  purposes: v.optional(v.array(purposeEntry), []),
});

export type ChannelEntry = v.InferOutput<typeof channelEntry>;
export type PreferenceEntry = v.InferOutput<typeof preferenceEntry>;
export type PurposeEntry = v.InferOutput<typeof purposeEntry>;
export type Catalogue = v.InferOutput<typeof catalogue>;

/** The value that stands for a granted data element of a notice, under schema 2. */
export const grantedValue = "granted";

/** One published version of a notice, as far as it says what can be chosen. */
export interface PublishedPurposes {
  readonly publishedAt: string;
  readonly purposes: readonly Pick<Purpose, "uuid" | "data_elements">[];
}

/** What notices let people choose: a purpose by its uuid, its data elements as preferences, since the first version that had them. */
export function catalogueOfNotices(versions: readonly PublishedPurposes[]): Catalogue {
  return versions
    .map(({ publishedAt, purposes }) => ({
      channels: [],
      purposes: purposes.map(({ uuid, data_elements }) => ({
        id: uuid,
        added_at: publishedAt,
        channels: [],
        preferences: (data_elements ?? []).map((element) => ({
          id: element.uuid,
          added_at: publishedAt,
          channels: [],
          values: [grantedValue],
        })),
      })),
    }))
    .reduce(mergeCatalogues, { channels: [], purposes: [] });
}

/** All entries of both, each since the earlier of its times. */
export function mergeCatalogues(one: Catalogue, other: Catalogue): Catalogue {
  return {
    channels: mergeEntries(one.channels, other.channels, earlier),
    purposes: mergeEntries(one.purposes, other.purposes, (first, second) => ({
      ...earlier(first, second),
      channels: mergeEntries(first.channels, second.channels, earlier),
      preferences: mergeEntries(first.preferences, second.preferences, (a, b) => ({
        ...earlier(a, b),
        channels: mergeEntries(a.channels, b.channels, earlier),
        values: [...new Set([...a.values, ...b.values])],
      })),
    })),
  };
}

function mergeEntries<Entry extends ChannelEntry>(
  ones: readonly Entry[],
  others: readonly Entry[],
  merge: (one: Entry, other: Entry) => Entry,
): Entry[] {
  const merged = new Map<string, Entry>();
  for (const next of [...ones, ...others]) {
    const known = merged.get(next.id);
    merged.set(next.id, known === undefined ? next : merge(known, next));
  }
  return [...merged.values()];
}

function earlier<Entry extends ChannelEntry>(one: Entry, other: Entry): Entry {
  return other.added_at < one.added_at ? other : one;
}
