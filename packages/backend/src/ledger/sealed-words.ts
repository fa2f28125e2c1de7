import type { InstanceKeys } from "../auth/instance-keys.ts";
import { decrypt, encrypt } from "../auth/cipher.ts";
import { StaleRead } from "../db/failure.ts";
import type { Person } from "../user/store.ts";
import { readMembers } from "./chain.ts";

/**
 * What a caller wrote in its own words beside a decision, by its name on the wire.
 * Nothing keeps a host from writing a name there, so it stands outside the hashed payload.
 */
export type Words = Readonly<Record<string, string | undefined>>;

/** Encrypts words under a person's key, which is destroyed with the person. Throws {@link StaleRead} once it is. */
export function sealWords(keys: InstanceKeys, { dataSalt }: Pick<Person, "dataSalt">, words: Words): string {
  if (dataSalt === null) throw new StaleRead();
  return encrypt(personKey(keys, dataSalt), JSON.stringify(words));
}

/** Reads what {@link sealWords} wrote; throws when the key is another one. */
export function unsealWords(keys: InstanceKeys, dataSalt: string, sealed: string): Words {
  const members = readMembers(decrypt(personKey(keys, dataSalt), sealed));
  return Object.fromEntries([...members].map(([name, value]) => [name, typeof value === "string" ? value : undefined]));
}

function personKey(keys: InstanceKeys, dataSalt: string): Buffer {
  return keys.derive(`person ${dataSalt}`, 32);
}
