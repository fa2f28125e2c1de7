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
  return mergeCatalogues(
    versions.map(({ publishedAt, purposes }) => ({
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
    })),
  );
}

/** All entries of all catalogues, each since the earliest of its times. */
export function mergeCatalogues(catalogues: readonly Catalogue[]): Catalogue {
  return {
    channels: mergeChannels(catalogues),
    purposes: mergeEntries(
      catalogues.flatMap(({ purposes }) => purposes),
      (those) => ({
        channels: mergeChannels(those),
        preferences: mergeEntries(
          those.flatMap(({ preferences }) => preferences),
          (same) => ({
            channels: mergeChannels(same),
            values: [...new Set(same.flatMap(({ values }) => values))],
          }),
        ),
      }),
    ),
  };
}

function mergeChannels(holders: readonly { readonly channels: readonly ChannelEntry[] }[]): ChannelEntry[] {
  return mergeEntries(
    holders.flatMap(({ channels }) => channels),
    () => ({}),
  );
}

/** One entry for each id, with what lies under all of that id. */
function mergeEntries<Entry extends ChannelEntry, Below>(
  entries: readonly Entry[],
  below: (same: readonly Entry[]) => Below,
): (ChannelEntry & Below)[] {
  const byId = new Map<string, Entry[]>();
  for (const entry of entries) {
    const same = byId.get(entry.id);
    if (same === undefined) byId.set(entry.id, [entry]);
    else same.push(entry);
  }
  return [...byId].map(([id, same]) => ({ id, added_at: earliest(same), ...below(same) }));
}

function earliest(entries: readonly ChannelEntry[]): string {
  return entries.map(({ added_at }) => added_at).reduce((one, other) => (other < one ? other : one));
}
