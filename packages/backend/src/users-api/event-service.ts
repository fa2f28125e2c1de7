import {
  type createEvent,
  type deleteEvents,
  type EventOwner,
  type listEvents,
  matchesFilters,
  type patchEvent,
  type ProfileEvent,
  type ProfileEventPage,
  type UsersApiBody,
  type UsersApiQuery,
} from "@notice-consent/contract/users-api";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { SessionHolder } from "../auth/session.ts";
import type { Database, Queryable } from "../db/connect.ts";
import { StaleRead } from "../db/failure.ts";
import type { Person } from "../user/store.ts";
import { amendEvent, retractEvents } from "./change-event.ts";
import { createCursors } from "./cursor.ts";
import { findEvent, listEventRows, readStandingEvents, type StoredEvent } from "./event-store.ts";
import { openEvent } from "./event-words.ts";
import { UsersApiFailure } from "./failure.ts";
import { findMade, keepMade } from "./idempotency.ts";
import {
  attachOrganizationUserId,
  createRecord,
  findHead,
  type LockedRecord,
  lockHead,
  lockRecord,
} from "./identity.ts";
import { assertSameOrganization } from "./organization.ts";
import { findRecord, profileId } from "./record.ts";
import { type EventDesk, hashBody, recordEvent } from "./record-event.ts";
import type { SettingsStore } from "./settings.ts";
import { profileEventOf } from "./view.ts";

/** A request to add an event. */
export interface NewEventRequest {
  readonly body: UsersApiBody<typeof createEvent>;
  /** The body as it was sent, to tell a repetition from another event. */
  readonly bytes: Uint8Array;
  readonly disableIntegrations: boolean;
  readonly idempotencyKey: string | undefined;
}

/** Keeps the consent events of a workspace. */
export interface EventService {
  create(holder: SessionHolder, request: NewEventRequest): Promise<ProfileEvent>;
  list(holder: SessionHolder, query: UsersApiQuery<typeof listEvents>): Promise<ProfileEventPage>;
  get(holder: SessionHolder, id: string, owner: EventOwner): Promise<ProfileEvent>;
  patch(
    holder: SessionHolder,
    id: string,
    owner: EventOwner,
    body: UsersApiBody<typeof patchEvent>,
  ): Promise<ProfileEvent>;
  delete(holder: SessionHolder, id: string, owner: EventOwner): Promise<void>;
  /** Retracts every event that fits, in one transaction. */
  deleteSome(holder: SessionHolder, query: UsersApiQuery<typeof deleteEvents>): Promise<void>;
}

/** The event service over a database. */
export function createEventService(database: Database, keys: InstanceKeys, settingsStore: SettingsStore): EventService {
  const cursors = createCursors(keys);

  function atDesk<Result>(holder: SessionHolder, work: (desk: EventDesk) => Promise<Result>): Promise<Result> {
    return database.transaction(async (tx) =>
      work({ tx, keys, holder, settings: await settingsStore.read(tx, holder.address) }),
    );
  }

  async function createOnce(desk: EventDesk, request: NewEventRequest): Promise<ProfileEvent> {
    const { tx, settings, holder } = desk;
    const { workspaceUuid } = holder.address;
    const { body, idempotencyKey } = request;
    const bodyHash = hashBody(request.bytes);
    const scope = idempotencyKey === undefined ? undefined : scopeOf(holder, idempotencyKey);
    const madeUuid = scope && (await findMade(tx, scope, bodyHash));
    const known = madeUuid !== undefined ? await findMadeEvent(tx, workspaceUuid, madeUuid) : undefined;
    if (known !== undefined) return showKnown(desk, known);
    const namesake = body.id === undefined ? undefined : await findEvent(tx, workspaceUuid, body.id);
    if (namesake !== undefined) {
      if (namesake.row.bodyHash === bodyHash && namesake.row.retractedAt === null) return showKnown(desk, namesake);
      throw new UsersApiFailure("Conflict", "Another event has this id.", { id: { message: "In use" } });
    }
    const { status = "confirmed", regulation = settings.regulation, created_at: createdAt } = body;
    const { consents, proofs, proofs_id, delegate, metadata, domain, user } = body;
    const { stored, record } = await recordEvent(desk, await recordFor(desk, body), {
      id: body.id,
      createdAt,
      status,
      regulation,
      words: { consents, proofs, proofs_id, delegate, metadata, domain, user },
      bodyHash,
      source: "event",
      tellsWebhooks: !request.disableIntegrations,
    });
    if (scope !== undefined) await keepMade(tx, scope, bodyHash, stored.row.uuid);
    return show(desk, stored, record.head);
  }

  /** The record that an event is about, locked; made and linked where it has to be. */
  async function recordFor(
    { tx, holder }: EventDesk,
    { user = {} }: UsersApiBody<typeof createEvent>,
  ): Promise<LockedRecord> {
    const { workspaceUuid } = holder.address;
    const { id, organization_user_id: organizationUserId } = user;
    if (id === undefined) {
      const head = organizationUserId && (await findHead(tx, keys, workspaceUuid, organizationUserId));
      if (!head) return createRecord(tx, keys, { workspaceUuid, organizationUserId });
      // The own record of a person whose own record was erased is a new one.
      if (head.identityErasedAt !== null) return createRecord(tx, keys, { workspaceUuid, organizationUserId });
      return lockHead(tx, head);
    }
    const namesake = organizationUserId && (await findHead(tx, keys, workspaceUuid, organizationUserId));
    const record = await lockRecord(tx, workspaceUuid, id, namesake ? [namesake.uuid] : []);
    if (record === undefined) {
      // Made by another transaction since it was looked for: then that one is meant.
      const isMade = async () => (await findRecord(tx, workspaceUuid, id)) !== undefined;
      return createRecord(tx, keys, { workspaceUuid, id, organizationUserId }).catch(async (cause: unknown) => {
        throw cause instanceof UsersApiFailure && (await isMade()) ? new StaleRead() : cause;
      });
    }
    return organizationUserId === undefined ? record : attachOrganizationUserId(tx, keys, record, organizationUserId);
  }

  function show({ holder }: Pick<EventDesk, "holder">, stored: StoredEvent, head: Person): ProfileEvent {
    const words = openEvent(keys, stored);
    if (words === undefined) throw notFound();
    return profileEventOf(holder.organizationId, stored, words, head);
  }

  async function showKnown({ tx, holder }: EventDesk, stored: StoredEvent): Promise<ProfileEvent> {
    const found = await findRecord(tx, holder.address.workspaceUuid, profileId(stored.identity));
    if (found === undefined) throw notFound();
    return show({ holder }, stored, found.head);
  }

  /** Whose events are meant; throws `NotFound` for nobody. */
  async function findOwner(tx: Queryable, { address }: SessionHolder, owner: EventOwner) {
    switch (owner.kind) {
      case "user": {
        const found = await findRecord(tx, address.workspaceUuid, owner.id);
        if (found === undefined) throw notFound();
        return { head: found.head, identityUuid: found.person.uuid };
      }
      case "organization-user": {
        const head = await findHead(tx, keys, address.workspaceUuid, owner.id);
        if (head === undefined) throw notFound();
        return { head, identityUuid: undefined };
      }
      default:
        return owner satisfies never;
    }
  }

  async function findOwned(tx: Queryable, holder: SessionHolder, id: string, owner: EventOwner) {
    const { head, identityUuid } = await findOwner(tx, holder, owner);
    const stored = await findEvent(tx, holder.address.workspaceUuid, id);
    const isTheirs =
      stored !== undefined &&
      stored.row.retractedAt === null &&
      stored.row.personUuid === head.uuid &&
      (identityUuid === undefined || stored.row.identityUuid === identityUuid);
    if (!isTheirs) throw notFound();
    return { stored, head };
  }

  /** An event under the lock of its person. */
  async function lockOwned({ tx, holder }: EventDesk, id: string, owner: EventOwner) {
    const { stored } = await findOwned(tx, holder, id, owner);
    const record = await lockRecord(tx, holder.address.workspaceUuid, profileId(stored.identity));
    if (record === undefined) throw notFound();
    // Changed while this waited for the lock.
    return { stored: (await findOwned(tx, holder, id, owner)).stored, record };
  }

  return {
    async create(holder, request) {
      assertSameOrganization(holder, request.body.organization_id);
      return atDesk(holder, (desk) => createOnce(desk, request));
    },
    async list(holder, query) {
      const { queries } = database;
      const { head, identityUuid } = await findOwner(queries, holder, query.owner);
      const regulations = query.regulations ?? [(await settingsStore.read(queries, holder.address)).regulation];
      const filter = { personUuid: head.uuid, identityUuid, statuses: query.statuses, regulations };
      const bound = {
        list: "events",
        workspace: holder.address.workspaceUuid,
        owner: [query.owner.kind, query.owner.id],
        statuses: query.statuses,
        regulations,
      };
      const after = query.cursor === undefined ? undefined : cursors.read(query.cursor, bound);
      const rows = await listEventRows(queries, filter, after, query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1)?.row : undefined;
      return {
        data: page.map((stored) => show({ holder }, stored, head)),
        limit: query.limit,
        cursor: last === undefined ? null : cursors.write({ at: last.effectiveAt, uuid: last.uuid }, bound),
      };
    },
    async get(holder, id, owner) {
      const { stored, head } = await findOwned(database.queries, holder, id, owner);
      return show({ holder }, stored, head);
    },
    patch: (holder, id, owner, body) =>
      atDesk(holder, async (desk) => {
        const { stored, record } = await lockOwned(desk, id, owner);
        return show(desk, await amendEvent(desk, record, stored, body), record.head);
      }),
    delete: (holder, id, owner) =>
      atDesk(holder, async (desk) => {
        const { stored, record } = await lockOwned(desk, id, owner);
        await retractEvents(desk, record, [stored]);
      }),
    deleteSome: (holder, { owner, filters }) =>
      atDesk(holder, async (desk) => {
        const { head, identityUuid } = await findOwner(desk.tx, holder, owner);
        const record = await lockHead(desk.tx, head);
        const events = await readStandingEvents(desk.tx, [head.uuid]);
        const fitting = events.filter((stored) => {
          if (identityUuid !== undefined && stored.row.identityUuid !== identityUuid) return false;
          const words = openEvent(keys, stored);
          if (words === undefined) return false;
          return matchesFilters(profileEventOf(holder.organizationId, stored, words, head), filters);
        });
        await retractEvents(desk, record, fitting);
      }),
  };
}

function scopeOf({ key: holderKey, address }: SessionHolder, key: string) {
  return { workspaceUuid: address.workspaceUuid, subject: `key ${holderKey}`, route: "usersApi.events.create", key };
}

async function findMadeEvent(tx: Queryable, workspaceUuid: string, uuid: string): Promise<StoredEvent> {
  const stored = await findEvent(tx, workspaceUuid, uuid, "uuid");
  if (stored === undefined) throw notFound();
  return stored;
}

function notFound(): UsersApiFailure {
  return new UsersApiFailure("NotFound", "There is no such event or user.");
}
