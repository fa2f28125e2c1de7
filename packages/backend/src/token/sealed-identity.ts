import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Identity } from "../user/identity.ts";

/** Encrypts the identifiers of a token family, so that neither a token nor a dump of the database shows them. */
export function sealIdentity(keys: InstanceKeys, { orgUserId, email, mobile }: Identity): string {
  return keys.seal(JSON.stringify([orgUserId ?? null, email ?? null, mobile ?? null]));
}

/** Reads what {@link sealIdentity} wrote; throws when the instance secret is another one. */
export function readIdentity(keys: InstanceKeys, sealed: string): Identity {
  const value: unknown = JSON.parse(keys.unseal(sealed));
  const parts: readonly unknown[] = Array.isArray(value) ? value : [];
  const [orgUserId, email, mobile] = parts.map((part) => (typeof part === "string" ? part : undefined));
  return { orgUserId, email, mobile };
}
