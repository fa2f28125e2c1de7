import type { Json } from "@notice-consent/contract";
import {
  type ConsentsFault,
  type SentChannel,
  type SentConsents,
  sentConsents,
} from "@notice-consent/contract/users-api";

const vendorForm = /^[\w:.-]{1,64}$/;

/** Vendor ids that could be a text about somebody rather than an id. */
export function vendorFaults({ vendors = {} }: SentConsents): readonly ConsentsFault[] {
  return Object.entries(vendors).flatMap(([list, ids]) =>
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
