import { randomUUID } from "node:crypto";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Queryable } from "../db/connect.ts";
import { StaleRead } from "../db/failure.ts";
import { claimIdentifiers, findByValue } from "./identifiers.ts";
import { type Identifier, type Identity, principalIdentifier } from "./identity.ts";
import { findByContact, findByKey, insertPerson, type Person } from "./store.ts";

/** The person a token is about; made at the first submission, under the identifiers its family was opened with. */
export async function findOrCreateConsenting(
  tx: Queryable,
  keys: InstanceKeys,
  workspaceUuid: string,
  subject: string,
  identity: Identity,
): Promise<Person> {
  const known = await findByKey(tx, workspaceUuid, subject);
  if (known !== undefined) return known;
  const principal = principalIdentifier(identity);
  const namesake = await findByValue(tx, keys, workspaceUuid, principal.value);
  if (namesake !== undefined) {
    await claimIdentifiers(tx, keys, namesake, [principal]);
    return namesake;
  }
  return createConsenting(tx, keys, workspaceUuid, principal, identity);
}

async function createConsenting(
  tx: Queryable,
  keys: InstanceKeys,
  workspaceUuid: string,
  principal: Identifier,
  { email, mobile }: Identity,
): Promise<Person> {
  // A value that names the principal is its org_user_id, not a contact beside it.
  const primaryEmail = principal.kind === "email" ? undefined : email;
  const primaryMobile = principal.kind === "mobile" ? undefined : mobile;
  const person = await insertPerson(tx, {
    uuid: randomUUID(),
    workspaceUuid,
    orgUserId: principal.value,
    orgUserIdType: typeOf(principal.kind),
    primaryEmail: await freeContact(tx, workspaceUuid, "primaryEmail", primaryEmail),
    primaryMobile: await freeContact(tx, workspaceUuid, "primaryMobile", primaryMobile),
  });
  const claimed = await claimIdentifiers(tx, keys, person, identifiersOf(person, principal));
  if (!claimed.has(principal.value)) throw new StaleRead();
  return person;
}

// A contact that is somebody else's is dropped; the consent never is.
async function freeContact(
  tx: Queryable,
  workspaceUuid: string,
  contact: "primaryEmail" | "primaryMobile",
  value: string | undefined,
): Promise<string | null> {
  if (value === undefined) return null;
  const holder = await findByContact(tx, workspaceUuid, contact, value);
  return holder === undefined ? value : null;
}

function identifiersOf({ primaryEmail, primaryMobile }: Person, principal: Identifier): Identifier[] {
  const all: Identifier[] = [principal];
  if (primaryEmail !== null) all.push({ kind: "email", value: primaryEmail });
  if (primaryMobile !== null) all.push({ kind: "mobile", value: primaryMobile });
  return all;
}

function typeOf(kind: Identifier["kind"]): Person["orgUserIdType"] {
  switch (kind) {
    case "org_user_id":
      return "UCID";
    case "email":
      return "EMAIL";
    case "mobile":
      return "PHONE";
    default:
      return kind satisfies never;
  }
}
