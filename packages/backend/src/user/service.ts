import { randomUUID } from "node:crypto";
import {
  type BodyOf,
  ConsentError,
  type ConsentUser,
  type createUser,
  type ErasedUser,
  type LinkResult,
  type linkUsers,
  type updateUser,
  type UserDecisionList,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database, Queryable } from "../db/connect.ts";
import { StaleRead } from "../db/failure.ts";
import { asUuid } from "../http/uuid.ts";
import { consentUser } from "./consent-user.ts";
import { assertFree } from "./conflict.ts";
import { readDecisions } from "./decisions.ts";
import { eraseUser } from "./erase.ts";
import { claimIdentifiers, findByValue } from "./identifiers.ts";
import type { Identifier } from "./identity.ts";
import { linkAliases } from "./link.ts";
import { mergeMetadata } from "./metadata.ts";
import {
  findByOrgUserId,
  findPerson,
  insertPerson,
  lockPersons,
  noteRename,
  type Person,
  updatePerson,
} from "./store.ts";

/** Keeps the consent users of a workspace. */
export interface UserService {
  /** Throws the conflict codes, with `conflict_type` and `existing_user` in the error's detail; writes nothing then. */
  create(address: WorkspaceAddress, body: BodyOf<typeof createUser>): Promise<ConsentUser>;
  /** Throws `USER_NOT_FOUND`. */
  get(address: WorkspaceAddress, uuid: string): Promise<ConsentUser>;
  /** By the current id alone; throws `USER_NOT_FOUND`. */
  getByOrgUserId(address: WorkspaceAddress, orgUserId: string): Promise<ConsentUser>;
  /** Changes the fields that are there; `null` clears a contact or the name. Throws `USER_NOT_FOUND` and the conflict codes. */
  update(address: WorkspaceAddress, uuid: string, body: BodyOf<typeof updateUser>): Promise<ConsentUser>;
  /** What holds for the person, a linked user's being its primary's; throws `USER_NOT_FOUND`. */
  decisions(address: WorkspaceAddress, uuid: string): Promise<UserDecisionList>;
  /** Destroys what is known of the person, linked users included; may be repeated. Throws `USER_NOT_FOUND`. */
  erase(address: WorkspaceAddress, uuid: string): Promise<ErasedUser>;
  /** Throws `PRIMARY_NOT_FOUND` and `PRIMARY_IS_ALIAS`. */
  link(address: WorkspaceAddress, body: BodyOf<typeof linkUsers>): Promise<LinkResult>;
}

/** The user service over a database. */
export function createUserService(database: Database, keys: InstanceKeys): UserService {
  async function createOnce(
    tx: Queryable,
    address: WorkspaceAddress,
    body: BodyOf<typeof createUser>,
  ): Promise<Person> {
    const { workspaceUuid } = address;
    const { org_user_id: orgUserId, primary_email, primary_mobile, name, metadata } = body;
    const contacts = { primaryEmail: primary_email ?? null, primaryMobile: primary_mobile ?? null };
    const holder = await findByValue(tx, keys, workspaceUuid, orgUserId);
    if (holder !== undefined) {
      const message = `User with org_user_id '${orgUserId}' already exists`;
      const detail = { conflict_type: "ORG_USER_ID_EXISTS", existing_user: consentUser(address, holder) };
      throw new ConsentError("ORG_USER_ID_EXISTS", { message, detail });
    }
    await assertFree(tx, address, { orgUserIdType: "UCID" }, contacts, "with-existing-user");
    const person = await insertPerson(tx, {
      uuid: randomUUID(),
      workspaceUuid,
      orgUserId,
      orgUserIdType: "UCID",
      name: name ?? null,
      metadata: mergeMetadata({}, metadata),
      ...contacts,
    });
    const claimed = await claimIdentifiers(tx, keys, person, identifiersOf(person));
    if (!claimed.has(orgUserId)) throw new StaleRead();
    return person;
  }

  async function updateOnce(tx: Queryable, address: WorkspaceAddress, uuid: string, body: BodyOf<typeof updateUser>) {
    const { workspaceUuid } = address;
    const known = await findPerson(tx, workspaceUuid, uuid);
    const person = known === undefined ? undefined : (await lockPersons(tx, [uuid])).get(uuid);
    if (person === undefined) throw new ConsentError("USER_NOT_FOUND");
    const orgUserId = body.org_user_id ?? person.orgUserId;
    const changesId = orgUserId !== person.orgUserId;
    if (changesId) {
      const holder = await findByValue(tx, keys, workspaceUuid, orgUserId);
      if (holder !== undefined && holder.uuid !== uuid) {
        throw new ConsentError("ORG_USER_ID_EXISTS", { message: `org_user_id '${orgUserId}' already exists` });
      }
    }
    const primaryEmail = body.primary_email === undefined ? person.primaryEmail : body.primary_email;
    const primaryMobile = body.primary_mobile === undefined ? person.primaryMobile : body.primary_mobile;
    const changedContacts = {
      primaryEmail: primaryEmail === person.primaryEmail ? null : primaryEmail,
      primaryMobile: primaryMobile === person.primaryMobile ? null : primaryMobile,
    };
    await assertFree(tx, address, person, changedContacts, "bare");
    const updated = await updatePerson(tx, uuid, {
      orgUserId,
      // An id that the host gives is the host's, whatever the former one was taken from.
      orgUserIdType: changesId ? "UCID" : person.orgUserIdType,
      isNamed: changesId || person.isNamed,
      primaryEmail,
      primaryMobile,
      name: body.name === undefined ? person.name : body.name,
      metadata: mergeMetadata(person.metadata, body.metadata),
    });
    const claimed = await claimIdentifiers(tx, keys, updated, identifiersOf(updated));
    if (changesId && !claimed.has(orgUserId)) throw new StaleRead();
    if (changesId) await noteRename(tx, uuid);
    return updated;
  }

  return {
    async create(address, body) {
      return consentUser(address, await database.transaction((tx) => createOnce(tx, address, body)));
    },
    async get(address, uuid) {
      const known = asUuid(uuid);
      const person = known === undefined ? undefined : await findPerson(database.queries, address.workspaceUuid, known);
      if (person === undefined) throw new ConsentError("USER_NOT_FOUND");
      return consentUser(address, person);
    },
    async getByOrgUserId(address, orgUserId) {
      const person = await findByOrgUserId(database.queries, address.workspaceUuid, orgUserId);
      if (person === undefined) throw new ConsentError("USER_NOT_FOUND");
      return consentUser(address, person);
    },
    async update(address, uuid, body) {
      const known = asUuid(uuid);
      if (known === undefined) throw new ConsentError("USER_NOT_FOUND");
      return consentUser(address, await database.transaction((tx) => updateOnce(tx, address, known, body)));
    },
    async decisions(address, uuid) {
      const known = asUuid(uuid);
      const person = known === undefined ? undefined : await findPerson(database.queries, address.workspaceUuid, known);
      if (person === undefined) throw new ConsentError("USER_NOT_FOUND");
      const primaryUuid = person.primaryUuid ?? person.uuid;
      return { user_uuid: primaryUuid, decisions: await readDecisions(database.queries, primaryUuid) };
    },
    async erase(address, uuid) {
      const known = asUuid(uuid);
      if (known === undefined) throw new ConsentError("USER_NOT_FOUND");
      return eraseUser(database, address.workspaceUuid, known);
    },
    link: (address, body) =>
      linkAliases(database, keys, address.workspaceUuid, body.primary_org_user_id, body.alias_org_user_ids),
  };
}

function identifiersOf({ orgUserId, primaryEmail, primaryMobile }: Person): Identifier[] {
  const all: Identifier[] = [{ kind: "org_user_id", value: orgUserId }];
  if (primaryEmail !== null) all.push({ kind: "email", value: primaryEmail });
  if (primaryMobile !== null) all.push({ kind: "mobile", value: primaryMobile });
  return all;
}
