import type {
  createProfileUser,
  listProfileUsers,
  patchProfileUser,
  ProfileUser,
  ProfileUserPage,
  SentConsents,
  UsersApiBody,
  UsersApiQuery,
} from "@notice-consent/contract/users-api";
import { eq, sql } from "drizzle-orm";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { SessionHolder } from "../auth/session.ts";
import type { Database, Queryable } from "../db/connect.ts";
import { persons } from "../db/schema.ts";
import { createCursors } from "./cursor.ts";
import { eraseRecord } from "./erase-record.ts";
import { UsersApiFailure } from "./failure.ts";
import { attachOrganizationUserId, createRecord, findHead, type LockedRecord, rename } from "./identity.ts";
import { assertSameOrganization } from "./organization.ts";
import { findRecord, listRecords, organizationUserId, profileId, type ProfileRecord, versionOf } from "./record.ts";
import { type EventDesk, readRecordAnew, recordEvent } from "./record-event.ts";
import type { SettingsStore, WorkspaceSettings } from "./settings.ts";
import { readStatuses } from "./status.ts";
import { mergedMetadata } from "./user-facts.ts";
import { findPlace, lockPlace, noSuchUser, type UserPlace } from "./user-place.ts";
import { profileUserOf } from "./view.ts";

/** Keeps the users of the Users API. */
export interface ProfileUserService {
  list(holder: SessionHolder, query: UsersApiQuery<typeof listProfileUsers>): Promise<ProfileUserPage>;
  create(holder: SessionHolder, body: UsersApiBody<typeof createProfileUser>): Promise<ProfileUser>;
  get(holder: SessionHolder, place: UserPlace): Promise<ProfileUser>;
  patch(holder: SessionHolder, place: UserPlace, body: UsersApiBody<typeof patchProfileUser>): Promise<ProfileUser>;
  /** Answers the user as it was. */
  delete(holder: SessionHolder, place: UserPlace): Promise<ProfileUser>;
}

/** The user service over a database. */
export function createProfileUserService(
  database: Database,
  keys: InstanceKeys,
  settingsStore: SettingsStore,
): ProfileUserService {
  const cursors = createCursors(keys);

  function atDesk<Result>(holder: SessionHolder, work: (desk: EventDesk) => Promise<Result>): Promise<Result> {
    return database.transaction(async (tx) =>
      work({ tx, keys, holder, settings: await settingsStore.read(tx, holder.address) }),
    );
  }

  async function show(
    tx: Queryable,
    holder: SessionHolder,
    settings: WorkspaceSettings,
    records: readonly ProfileRecord[],
    regulation = settings.regulation,
  ): Promise<ProfileUser[]> {
    const statuses = await readStatuses(
      tx,
      keys,
      settings,
      regulation,
      records.map(({ head }) => head.uuid),
    );
    return records.flatMap((record) => {
      const status = statuses.get(record.head.uuid);
      return status === undefined ? [] : [profileUserOf(holder.organizationId, record, status)];
    });
  }

  async function showOne(desk: EventDesk, record: LockedRecord, regulation?: string): Promise<ProfileUser> {
    const { tx, holder, settings } = desk;
    const found = await findRecord(tx, holder.address.workspaceUuid, profileId(record.person));
    const [shown] = found === undefined ? [] : await show(tx, holder, settings, [found], regulation);
    if (shown === undefined) throw noSuchUser();
    return shown;
  }

  async function createOnce(desk: EventDesk, body: UsersApiBody<typeof createProfileUser>): Promise<ProfileUser> {
    const { tx, holder } = desk;
    const { workspaceUuid } = holder.address;
    const organizationUserId = body.organization_user_id ?? undefined;
    const made = await createRecord(tx, keys, { workspaceUuid, id: body.id, organizationUserId });
    const record = body.consents === undefined ? made : await state(desk, made, body.consents, "user-create");
    const change = factsOf(record, body);
    await tx
      .update(persons)
      .set({ ...change, revision: 1 - record.head.chainLength })
      .where(eq(persons.uuid, record.person.uuid));
    return showOne(desk, record);
  }

  async function patchOnce(
    desk: EventDesk,
    place: UserPlace,
    body: UsersApiBody<typeof patchProfileUser>,
  ): Promise<ProfileUser> {
    const { tx, holder } = desk;
    const { organization_user_id: ownId } = body;
    const namesake = ownId === undefined ? undefined : await findHead(tx, keys, holder.address.workspaceUuid, ownId);
    const before = await lockPlace(desk, place, namesake === undefined ? [] : [namesake.uuid]);
    const current = versionOf(before);
    if (body.version !== undefined && body.version !== current) {
      throw new UsersApiFailure("Conflict", "The user was changed since it was read.", {
        version: { sent: body.version, current },
      });
    }
    const named = ownId === undefined ? before : await nameRecord(desk, before, ownId);
    const record = body.consents === undefined ? named : await state(desk, named, body.consents, "user-patch");
    const change = factsOf(record, body);
    if (Object.keys(change).length > 0) {
      const isCounted = versionOf(record) !== current;
      await tx
        .update(persons)
        .set({
          ...change,
          ...(isCounted ? {} : { revision: sql`${persons.revision} + 1` }),
          updatedAt: sql`clock_timestamp()`,
        })
        .where(eq(persons.uuid, record.person.uuid));
    }
    return showOne(desk, record, place.regulation);
  }

  async function nameRecord(desk: EventDesk, record: LockedRecord, id: string): Promise<LockedRecord> {
    const known = organizationUserId(record.head);
    if (known === undefined) return attachOrganizationUserId(desk.tx, keys, record, id);
    if (known === id) return record;
    if (record.person.uuid === record.head.uuid) return rename(desk.tx, keys, record, id);
    throw new UsersApiFailure("Conflict", "The user is linked to another organization_user_id.", {
      organization_user_id: { sent: id, current: known },
    });
  }

  async function state(
    desk: EventDesk,
    record: LockedRecord,
    consents: SentConsents,
    source: "user-create" | "user-patch",
  ): Promise<LockedRecord> {
    const given = { id: undefined, createdAt: undefined, status: "confirmed", bodyHash: "" } as const;
    const { regulation } = desk.settings;
    const event = { ...given, regulation, words: { consents }, source, tellsWebhooks: true };
    return (await recordEvent(desk, record, event)).record;
  }

  return {
    async list(holder, query) {
      const { queries } = database;
      const { workspaceUuid } = holder.address;
      const settings = await settingsStore.read(queries, holder.address);
      const { ids, limit, organization_user_id: ownId, regulation = settings.regulation } = query;
      const filters = {
        list: "users",
        workspace: workspaceUuid,
        regulation,
        ...(ids !== undefined && { ids }),
        ...(ownId !== undefined && { organization_user_id: ownId }),
      };
      const after = query.cursor === undefined ? undefined : cursors.read(query.cursor, filters);
      const head = ownId === undefined ? undefined : await findHead(queries, keys, workspaceUuid, ownId);
      if (ownId !== undefined && head === undefined) return { data: [], limit, cursor: null };
      const filter = { workspaceUuid, headUuid: head?.uuid, ids };
      const rows = await listRecords(queries, filter, after, limit + 1);
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        data: await show(queries, holder, settings, page, regulation),
        limit,
        cursor: last === undefined ? null : cursors.write({ at: last.createdAt, uuid: last.person.uuid }, filters),
      };
    },
    async create(holder, body) {
      assertSameOrganization(holder, body.organization_id);
      return atDesk(holder, (desk) => createOnce(desk, body));
    },
    async get(holder, place) {
      const { queries } = database;
      const { workspaceUuid } = holder.address;
      const settings = await settingsStore.read(queries, holder.address);
      const record = await findPlace(queries, keys, workspaceUuid, place);
      const [shown] = record === undefined ? [] : await show(queries, holder, settings, [record], place.regulation);
      if (shown === undefined) throw noSuchUser();
      return shown;
    },
    patch: (holder, place, body) => atDesk(holder, (desk) => patchOnce(desk, place, body)),
    delete: (holder, place) =>
      atDesk(holder, async (desk) => {
        const record = await lockPlace(desk, place);
        const shown = await showOne(desk, await readRecordAnew(desk.tx, record), place.regulation);
        await eraseRecord(desk, record);
        return shown;
      }),
  };
}

/** What a body changes of a record beside its status and its name. */
function factsOf(
  { person }: LockedRecord,
  body: Pick<UsersApiBody<typeof createProfileUser>, "metadata" | "country" | "last_seen_country">,
): Partial<Pick<LockedRecord["person"], "metadata" | "country" | "lastSeenCountry">> {
  const { metadata, country, last_seen_country: lastSeenCountry } = body;
  return {
    ...(metadata === undefined ? {} : { metadata: mergedMetadata(person.metadata, metadata) }),
    ...(country === undefined ? {} : { country }),
    ...(lastSeenCountry === undefined ? {} : { lastSeenCountry }),
  };
}
