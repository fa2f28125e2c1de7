import { ConsentError, type ConflictType, type WorkspaceAddress } from "@notice-consent/contract";
import type { Queryable } from "../db/connect.ts";
import { consentUser } from "./consent-user.ts";
import { findByContact, type Person } from "./store.ts";

/** Whose contacts are asked about; a person that is not written yet has no uuid. */
type Claimant = Pick<Person, "orgUserIdType"> & Partial<Pick<Person, "uuid" | "primaryUuid">>;
type Contacts = Pick<Person, "primaryEmail" | "primaryMobile">;

/**
 * Throws the conflict code of the first contact that is a primary contact of somebody else.
 * Users linked to one primary are one person, so a contact may pass between them.
 */
export async function assertFree(
  tx: Queryable,
  address: WorkspaceAddress,
  claimant: Claimant,
  { primaryEmail, primaryMobile }: Contacts,
  form: "with-existing-user" | "bare",
): Promise<void> {
  const checks = [
    {
      contact: "primaryEmail",
      value: primaryEmail,
      same: "EMAIL_EXISTS_SAME_USER",
      other: "EMAIL_EXISTS_DIFFERENT_USER",
    },
    {
      contact: "primaryMobile",
      value: primaryMobile,
      same: "PHONE_EXISTS_SAME_USER",
      other: "PHONE_EXISTS_DIFFERENT_USER",
    },
  ] as const;
  for (const { contact, value, same, other } of checks) {
    if (value === null) continue;
    const holder = await findByContact(tx, address.workspaceUuid, contact, value);
    if (holder === undefined || isSamePerson(claimant, holder)) continue;
    const code: ConflictType = holder.orgUserIdType === claimant.orgUserIdType ? same : other;
    const message = `User with ${wireNames[contact]} '${value}' already exists`;
    if (form === "bare") throw new ConsentError(code, { message });
    throw new ConsentError(code, {
      message,
      detail: { conflict_type: code, existing_user: consentUser(address, holder) },
    });
  }
}

const wireNames = { primaryEmail: "primary_email", primaryMobile: "primary_mobile" } as const;

function isSamePerson(claimant: Claimant, holder: Person): boolean {
  if (claimant.uuid === undefined) return false;
  return (claimant.primaryUuid ?? claimant.uuid) === (holder.primaryUuid ?? holder.uuid);
}
