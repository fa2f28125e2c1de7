import type { Json } from "@notice-consent/contract";
import {
  type Catalogue,
  type SentChannel,
  type SentConsents,
  sentConsents,
  type SentPurpose,
} from "@notice-consent/contract/users-api";

/** An id that cannot be chosen, by the dotted path at which it was sent. */
export interface UnknownId {
  readonly path: string;
  readonly message: string;
}

type Entry = { readonly id: string };

/** The ids of choices that the catalogue does not have, and never had. */
export function unknownIds(sent: SentConsents, { channels, purposes }: Catalogue): readonly UnknownId[] {
  return [
    ...unknownAmong("consents.channels", sent.channels, channels),
    ...unknownAmong("consents.purposes", sent.purposes, purposes),
    ...(sent.purposes ?? []).flatMap((purpose, index) => {
      const known = purposes.find(({ id }) => id === purpose.id);
      return known === undefined ? [] : unknownBelow(`consents.purposes.${index}`, purpose, known);
    }),
  ];
}

function unknownBelow(path: string, sent: SentPurpose, known: Catalogue["purposes"][number]): readonly UnknownId[] {
  const preferenceOf = (id: string) => known.preferences.find((preference) => preference.id === id);
  return [
    ...unknownAmong(`${path}.channels`, sent.channels, known.channels),
    ...unknownAmong(`${path}.preferences`, sent.preferences, known.preferences),
    ...(sent.preferences ?? []).flatMap(({ id, channels }, index) =>
      unknownAmong(`${path}.preferences.${index}.channels`, channels, preferenceOf(id)?.channels ?? []),
    ),
    ...Object.entries(sent.values ?? {}).flatMap(([id, { value }]) => {
      const preference = preferenceOf(id);
      if (preference === undefined) return [unknown(`${path}.values.${id}`, "preference")];
      const isKnown = idsOf(value).every((chosen) => preference.values.includes(chosen));
      return isKnown ? [] : [unknown(`${path}.values.${id}.value`, "value")];
    }),
  ];
}

function unknownAmong(path: string, sent: readonly Entry[] | undefined, known: readonly Entry[]): readonly UnknownId[] {
  return (sent ?? []).flatMap(({ id }, index) =>
    known.some((entry) => entry.id === id) ? [] : [unknown(`${path}.${index}.id`, "id")],
  );
}

function unknown(path: string, what: string): UnknownId {
  return { path, message: `There is no such ${what}, and never was` };
}

/** The value ids of a comma-separated choice; none for an explicit refusal. */
export function idsOf(value: string): readonly string[] {
  return value
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
}

const vendorForm = /^[\w:.-]{1,64}$/;

/** Vendor ids that could be a text about somebody rather than an id. */
export function oddVendors(sent: SentConsents): readonly UnknownId[] {
  return Object.entries(sent.vendors ?? {}).flatMap(([list, ids]) =>
    (ids ?? []).flatMap((id, index) =>
      vendorForm.test(id)
        ? []
        : [{ path: `consents.vendors.${list}.${index}`, message: "1 to 64 letters, digits, and : . _ -" }],
    ),
  );
}

/** Choices as the ledger hashes them: ids and what was chosen, without a word of free text. */
export function bareChoices(sent: SentConsents): Readonly<Record<string, Json>> {
  return compact({
    purposes: sent.purposes?.map((purpose) =>
      compact({
        id: purpose.id,
        enabled: purpose.enabled,
        enabled_li: purpose.enabled_li,
        propagation: purpose.propagation,
        channels: purpose.channels?.map(bareChannel),
        preferences: purpose.preferences?.map(({ id, enabled, channels }) =>
          compact({ id, enabled, channels: channels?.map(bareChannel) }),
        ),
        values:
          purpose.values &&
          Object.fromEntries(
            Object.entries(purpose.values).map(([id, { value, from_propagation }]) => [
              id,
              compact({ value, from_propagation }),
            ]),
          ),
      }),
    ),
    channels: sent.channels?.map(bareChannel),
    vendors: sent.vendors && compact(sent.vendors),
  });
}

/** Reads what {@link bareChoices} wrote. */
export function readBareChoices(choices: Readonly<Record<string, Json>>): SentConsents {
  const result = sentConsents["~standard"].validate(choices);
  if (result instanceof Promise || result.issues !== undefined) throw new TypeError("The choices cannot be read.");
  return result.value;
}

function bareChannel({ id, enabled }: SentChannel): Json {
  return compact({ id, enabled });
}

function compact(members: Readonly<Record<string, Json | undefined>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
