import type { IdentifierKind } from "../auth/instance-keys.ts";

/** The identifiers under which a host names one person; at least one is there. */
export interface Identity {
  readonly orgUserId: string | undefined;
  readonly email: string | undefined;
  readonly mobile: string | undefined;
}

/** One identifier with what it is. */
export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

/** The identifier that names the principal: the host's own id, then the e-mail address, then the phone number. */
export function principalIdentifier({ orgUserId, email, mobile }: Identity): Identifier {
  if (orgUserId !== undefined) return { kind: "org_user_id", value: orgUserId };
  if (email !== undefined) return { kind: "email", value: email };
  if (mobile !== undefined) return { kind: "mobile", value: mobile };
  throw new TypeError("An identity needs an identifier.");
}

/** True for text that could be an e-mail address or a phone number, and so must not be put where others read it. */
export function looksLikeContact(value: string): boolean {
  return value.includes("@") || /^\+?[\d\s().-]{6,}$/.test(value);
}
