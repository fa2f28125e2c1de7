import type { ConflictType } from "@notice-consent/contract";
import type { ContactField } from "./conflict.ts";
import type { IdentifiedPerson } from "./consolidate.ts";

/** A contact and the field of a user that it stands in. */
export interface Contact {
  readonly field: ContactField;
  readonly member: "primary_email" | "primary_mobile";
  readonly value: string;
}

/** Those that are given. */
export function contactsOf({ email, mobile }: Pick<IdentifiedPerson, "email" | "mobile">): readonly Contact[] {
  return [
    ...(email ? [{ field: "email", member: "primary_email", value: email } as const] : []),
    ...(mobile ? [{ field: "mobile", member: "primary_mobile", value: mobile } as const] : []),
  ];
}

/** The contacts as fields of a user. */
export function membersOf(contacts: readonly Contact[]): Partial<Record<Contact["member"], string>> {
  return Object.fromEntries(contacts.map(({ member, value }) => [member, value]));
}

/**
 * True where the contact belongs to a user that came to be by consent on another channel. One of the same type is an
 * account of its own, which linking by its contact would swallow: a review has to say so.
 */
export function isOfChannel(type: ConflictType | undefined): boolean {
  return type === "EMAIL_EXISTS_DIFFERENT_USER" || type === "PHONE_EXISTS_DIFFERENT_USER";
}

/** The contact that a conflict is about; `undefined` for one about the id. */
export function fieldOf(type: ConflictType): ContactField | undefined {
  switch (type) {
    case "ORG_USER_ID_EXISTS":
      return undefined;
    case "EMAIL_EXISTS_SAME_USER":
    case "EMAIL_EXISTS_DIFFERENT_USER":
      return "email";
    case "PHONE_EXISTS_SAME_USER":
    case "PHONE_EXISTS_DIFFERENT_USER":
      return "mobile";
    default:
      return type satisfies never;
  }
}
