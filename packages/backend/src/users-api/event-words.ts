import type { InstanceKeys } from "../auth/instance-keys.ts";
import { createEventBody, type UsersApiBody, type createEvent } from "@notice-consent/contract/users-api";
import { sealWords, unsealWords } from "../ledger/sealed-words.ts";
import type { Person } from "../user/store.ts";
import type { StoredEvent } from "./event-store.ts";

/** What an event carries beside its place: the choices as they were sent, and everything else about it. */
export type EventWords = Pick<
  UsersApiBody<typeof createEvent>,
  "consents" | "proofs" | "proofs_id" | "delegate" | "metadata" | "domain" | "user"
>;

/** Encrypts what an event says under the key of its identity. */
export function sealEvent(keys: InstanceKeys, identity: Pick<Person, "dataSalt">, words: EventWords): string {
  return sealWords(keys, identity, { event: JSON.stringify(words) });
}

/** What an event says; nothing once its identity is erased. */
export function openEvent(keys: InstanceKeys, { row, identity }: StoredEvent): EventWords | undefined {
  if (row.sealed === null || identity.dataSalt === null) return undefined;
  const { event = "" } = unsealWords(keys, identity.dataSalt, row.sealed);
  return readWords(event);
}

function readWords(text: string): EventWords {
  const value: unknown = JSON.parse(text);
  const result = createEventBody["~standard"].validate(value);
  if (result instanceof Promise || result.issues !== undefined) throw new TypeError("The event cannot be read.");
  return result.value;
}
