import { ConsentError, type LinkResult } from "@notice-consent/contract";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database, Queryable } from "../db/connect.ts";
import { StaleRead } from "../db/failure.ts";
import { dropGrants, readGrants, writeGrants } from "../ledger/grants.ts";
import { reproject } from "../ledger/reproject.ts";
import { appendEvent } from "../ledger/store.ts";
import { adoptEvents } from "../users-api/event-store.ts";
import { findByValue } from "./identifiers.ts";
import { mergeGrants } from "./merge.ts";
import { findByKey, findByOrgUserId, findPerson, lockPersons, moveUnder, type Person } from "./store.ts";

type AliasOutcome =
  | { readonly status: "linked" | "already-linked" | "not-found" }
  | { readonly status: "conflict"; readonly primaryOrgUserId: string };

/** Links aliases to a primary, each in a transaction of its own; repeating the call changes nothing. */
export async function linkAliases(
  database: Database,
  keys: InstanceKeys,
  workspaceUuid: string,
  primaryOrgUserId: string,
  aliasOrgUserIds: readonly string[],
): Promise<LinkResult> {
  const primary = await findPrimary(database.queries, keys, workspaceUuid, primaryOrgUserId);
  const result: LinkResult = {
    primary_user_uuid: primary.uuid,
    linked: [],
    already_linked: [],
    not_found: [],
    conflicts: [],
  };
  for (const alias of new Set(aliasOrgUserIds)) {
    const outcome = await database.transaction((tx) => linkOne(tx, keys, primary, alias));
    switch (outcome.status) {
      case "linked":
        result.linked.push(alias);
        break;
      case "already-linked":
        result.already_linked.push(alias);
        break;
      case "not-found":
        result.not_found.push(alias);
        break;
      case "conflict":
        result.conflicts.push({ org_user_id: alias, existing_primary_org_user_id: outcome.primaryOrgUserId });
        break;
      default:
        outcome satisfies never;
    }
  }
  return result;
}

async function findPrimary(
  tx: Queryable,
  keys: InstanceKeys,
  workspaceUuid: string,
  orgUserId: string,
): Promise<Person> {
  const current = await findByOrgUserId(tx, workspaceUuid, orgUserId);
  if (current !== undefined) {
    if (current.primaryUuid !== null) throw await isAlias(tx, workspaceUuid, orgUserId, current.primaryUuid);
    return current;
  }
  const former = await findByValue(tx, keys, workspaceUuid, orgUserId);
  if (former !== undefined) throw await isAlias(tx, workspaceUuid, orgUserId, former.primaryUuid ?? former.uuid);
  throw new ConsentError("PRIMARY_NOT_FOUND", { message: `Primary user with org_user_id '${orgUserId}' not found` });
}

async function isAlias(tx: Queryable, workspaceUuid: string, orgUserId: string, ofUuid: string): Promise<ConsentError> {
  const holder = await findPerson(tx, workspaceUuid, ofUuid);
  const message = `Cannot use '${orgUserId}' as primary user - it is already an alias of '${holder?.orgUserId ?? ""}'`;
  return new ConsentError("PRIMARY_IS_ALIAS", { message });
}

async function linkOne(tx: Queryable, keys: InstanceKeys, primary: Person, alias: string): Promise<AliasOutcome> {
  const { workspaceUuid } = primary;
  const named = await findByValue(tx, keys, workspaceUuid, alias);
  if (named === undefined) return { status: "not-found" };
  const rootUuid = named.primaryUuid ?? named.uuid;
  const locked = await lockPersons(tx, [primary.uuid, rootUuid]);
  const head = locked.get(primary.uuid);
  const root = locked.get(rootUuid);
  if (head === undefined || root === undefined || root.primaryUuid !== null) throw new StaleRead();
  if (head.primaryUuid !== null) throw await isAlias(tx, workspaceUuid, head.orgUserId, head.primaryUuid);
  if (root.uuid === head.uuid) return { status: "already-linked" };
  const isWhole = named.uuid === root.uuid && !(await isContactOfAccount(tx, keys, root, alias));
  if (!isWhole) return { status: "conflict", primaryOrgUserId: root.orgUserId };
  await mergeInto(tx, keys, head, root);
  return { status: "linked" };
}

/**
 * Whether a value is a contact, now or once, of someone whom the host has named by an id.
 * A contact is an alias of such an account; only of a channel's user is it the name.
 */
async function isContactOfAccount(
  tx: Queryable,
  keys: InstanceKeys,
  { uuid, workspaceUuid, orgUserId, orgUserIdType }: Person,
  value: string,
): Promise<boolean> {
  if (orgUserIdType !== "UCID" || value === orgUserId) return false;
  for (const kind of ["email", "mobile"] as const) {
    const holder = await findByKey(tx, workspaceUuid, keys.identifierKey(workspaceUuid, kind, value));
    if (holder?.uuid === uuid) return true;
  }
  return false;
}

/**
 * Makes a primary, with everyone linked to it, an alias of another.
 * Both have to be locked: then no submission of either can fall between the merged grants and the link.
 */
export async function mergeInto(tx: Queryable, keys: InstanceKeys, head: Person, root: Person): Promise<void> {
  const taken = mergeGrants(await readGrants(tx, head.uuid), await readGrants(tx, root.uuid));
  await writeGrants(
    tx,
    taken.map((grant) => ({ ...grant, personUuid: head.uuid })),
  );
  await dropGrants(tx, root.uuid);
  await moveUnder(tx, root, head);
  await appendEvent(tx, head, {
    kind: "link",
    identityUuid: root.uuid,
    content: { alias_chain_length: root.chainLength, alias_chain_head: root.chainHead },
  });
  // What either refused through the Users API counts against the grants of both.
  if (await adoptEvents(tx, root.uuid, head.uuid)) await reproject(tx, keys, head);
}
