import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Queryable } from "../db/connect.ts";
import { UsersApiFailure } from "./failure.ts";
import { findHead, type LockedRecord, lockRecord } from "./identity.ts";
import { findRecord, profileId, type ProfileRecord, readRecordsOf, versionOf } from "./record.ts";
import type { EventDesk } from "./record-event.ts";

/** Which user a path means, and in which version the caller has read it. */
export interface UserPlace {
  readonly id: string;
  /** True where the id is the organisation's own. */
  readonly byOrganizationUserId: boolean;
  readonly regulation: string | undefined;
  readonly ifMatch: number | undefined;
}

/** The user that a path means; of several that carry an organisation user id, the one that was changed last. */
export async function findPlace(
  tx: Queryable,
  keys: InstanceKeys,
  workspaceUuid: string,
  { id, byOrganizationUserId }: UserPlace,
): Promise<ProfileRecord | undefined> {
  if (!byOrganizationUserId) return findRecord(tx, workspaceUuid, id);
  const records = await recordsNamed(tx, keys, workspaceUuid, id);
  return records.toSorted((one, other) => other.person.updatedAt.getTime() - one.person.updatedAt.getTime())[0];
}

/**
 * Locks the user that a path means, its primary and the rows of `others`. Throws `Conflict` where an organisation user
 * id means several users, and `PreconditionFailed` where the user was changed since it was read.
 */
export async function lockPlace(
  desk: EventDesk,
  place: UserPlace,
  others: readonly string[] = [],
): Promise<LockedRecord> {
  const { tx, holder } = desk;
  const record = await lockRecord(tx, holder.address.workspaceUuid, await idOf(desk, place), others);
  if (record === undefined) throw noSuchUser();
  const current = versionOf(record);
  if (place.ifMatch !== undefined && place.ifMatch !== current) {
    throw new UsersApiFailure("PreconditionFailed", "The user was changed since it was read.", {
      version: { sent: place.ifMatch, current },
    });
  }
  return record;
}

/** Says that a path means nobody. */
export function noSuchUser(): UsersApiFailure {
  return new UsersApiFailure("NotFound", "There is no such user.");
}

async function idOf({ tx, keys, holder }: EventDesk, { id, byOrganizationUserId }: UserPlace): Promise<string> {
  if (!byOrganizationUserId) return id;
  const records = await recordsNamed(tx, keys, holder.address.workspaceUuid, id);
  const [only, ...others] = records.map(({ person }) => profileId(person));
  if (only === undefined) throw noSuchUser();
  if (others.length > 0)
    throw new UsersApiFailure("Conflict", "Several users carry this organization_user_id.", {
      ids: [only, ...others],
    });
  return only;
}

async function recordsNamed(
  tx: Queryable,
  keys: InstanceKeys,
  workspaceUuid: string,
  id: string,
): Promise<readonly ProfileRecord[]> {
  const head = await findHead(tx, keys, workspaceUuid, id);
  return head === undefined ? [] : readRecordsOf(tx, head);
}
