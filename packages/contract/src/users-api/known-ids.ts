import type { Catalogue, ChannelEntry, PreferenceEntry, PurposeEntry } from "./catalogue.ts";
import type { SentChannel, SentConsents, SentPreference, SentPurpose } from "./consents.ts";
import type { SchemaVersion } from "./settings.ts";
import { idsOf } from "./v2.ts";

/** A place in `consents` that cannot be accepted. */
export interface ConsentsFault {
  /** Dotted, such as `consents.purposes.0.id`. */
  readonly path: string;
  readonly message: string;
}

/**
 * What stands against consents: ids that never existed, and parts of the other schema. Nothing at fault: an empty list.
 * Parts of the other schema are not dropped, since a refusal may stand in them. Vendors are not looked up.
 */
export function consentsFaults(
  version: SchemaVersion,
  catalogue: Catalogue,
  { purposes = [], channels }: SentConsents,
): readonly ConsentsFault[] {
  const path = "consents";
  return [
    ...(version === 2 ? foreign(2, `${path}.channels`, channels) : channelFaults(path, catalogue.channels, channels)),
    ...purposes.flatMap((purpose, index) =>
      purposeFaults(version, catalogue.purposes, purpose, `${path}.purposes.${index}`),
    ),
  ];
}

function purposeFaults(
  version: SchemaVersion,
  known: readonly PurposeEntry[],
  sent: SentPurpose,
  path: string,
): readonly ConsentsFault[] {
  const entry = known.find(({ id }) => id === sent.id);
  if (entry === undefined) return [unknown(`${path}.id`)];
  if (version === 2) {
    return [
      ...foreign(2, `${path}.channels`, sent.channels),
      ...foreign(2, `${path}.preferences`, sent.preferences),
      ...valueFaults(entry.preferences, sent.values, `${path}.values`),
    ];
  }
  return [
    ...foreign(1, `${path}.values`, sent.values),
    ...channelFaults(path, entry.channels, sent.channels),
    ...(sent.preferences ?? []).flatMap((preference, index) =>
      preferenceFaults(entry.preferences, preference, `${path}.preferences.${index}`),
    ),
  ];
}

function preferenceFaults(
  known: readonly PreferenceEntry[],
  sent: SentPreference,
  path: string,
): readonly ConsentsFault[] {
  const entry = known.find(({ id }) => id === sent.id);
  return entry === undefined ? [unknown(`${path}.id`)] : channelFaults(path, entry.channels, sent.channels);
}

function channelFaults(
  path: string,
  known: readonly ChannelEntry[],
  sent: readonly SentChannel[] = [],
): readonly ConsentsFault[] {
  const ids = new Set(known.map(({ id }) => id));
  return sent.flatMap(({ id }, index) => (ids.has(id) ? [] : [unknown(`${path}.channels.${index}.id`)]));
}

function valueFaults(
  known: readonly PreferenceEntry[],
  sent: SentPurpose["values"] = {},
  path: string,
): readonly ConsentsFault[] {
  return Object.entries(sent).flatMap(([id, { value }]) => {
    const entry = known.find((preference) => preference.id === id);
    if (entry === undefined) return [unknown(`${path}.${id}`)];
    const chosen = idsOf(value);
    // What is no list could be taken for a refusal by one reader and for a choice by another.
    if (chosen.join(",") !== value) return [{ path: `${path}.${id}.value`, message: "Ids joined by commas" }];
    return chosen.every((one) => entry.values.includes(one)) ? [] : [unknown(`${path}.${id}.value`)];
  });
}

function unknown(path: string): ConsentsFault {
  return { path, message: "Unknown id" };
}

function foreign(version: SchemaVersion, path: string, part: unknown): readonly ConsentsFault[] {
  return part === undefined ? [] : [{ path, message: `Not a part of schema ${version}` }];
}
