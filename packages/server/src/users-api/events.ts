import { uuid } from "@notice-consent/client";
import {
  createEvent,
  deleteEvent,
  deleteEvents,
  listEvents,
  patchEvent,
  readEvent,
  type CreateEventBody,
  type EventStatus,
  type PatchEventBody,
  type ProfileEvent,
  type ProfileEventPage,
} from "@notice-consent/contract/users-api";
import type { UsersApiCaller } from "./caller.ts";
import { orExpected, orNotFound } from "./outcome.ts";
import { walk } from "./pages.ts";
import type { PageRequest } from "./users.ts";

/** Whose events: one record's, or those of every record under an organisation user id. */
export type EventsOf = { readonly user_id: string } | { readonly organization_user_id: string };

/** Which events of an owner to list. */
export interface EventSelection {
  /** `confirmed` alone when absent. */
  readonly statuses?: readonly EventStatus[] | undefined;
  /** The workspace's own alone when absent. */
  readonly regulations?: readonly string[] | undefined;
}

/** How adding an event ends: an id of another event is a conflict, the same event again is not. */
export type CreateEventOutcome =
  | { readonly status: "recorded"; readonly event: ProfileEvent }
  | { readonly status: "conflict" };

/** How changing an event ends. */
export type PatchEventOutcome =
  | { readonly status: "updated"; readonly event: ProfileEvent }
  | { readonly status: "conflict" }
  | { readonly status: "not-found" };

/** The consent events of your organisation's users. */
export interface ProfileEvents {
  /** Recorded once: it carries an idempotency key, of your own or made here, and is repeated under that. */
  create(
    event: CreateEventBody,
    options?: { readonly idempotencyKey?: string; readonly disableIntegrations?: boolean },
  ): Promise<CreateEventOutcome>;
  get(owner: EventsOf, id: string): Promise<ProfileEvent | undefined>;
  /** Oldest first by the time from which they count. */
  list(owner: EventsOf, query?: EventSelection & PageRequest): Promise<ProfileEventPage>;
  listAll(owner: EventsOf, selection?: EventSelection): AsyncIterable<ProfileEvent>;
  update(owner: EventsOf, id: string, changes: PatchEventBody): Promise<PatchEventOutcome>;
  /** Lets a waiting event count. */
  confirm(owner: EventsOf, id: string): Promise<PatchEventOutcome>;
  /** Takes an event back; the status becomes what it would be without it. */
  retract(owner: EventsOf, id: string): Promise<{ readonly status: "retracted" } | { readonly status: "not-found" }>;
  /** Takes back every event that has all these properties, by dotted name, such as `metadata.campaign`. */
  retractWhere(owner: EventsOf, filters: Readonly<Record<string, string | readonly string[]>>): Promise<void>;
}

/** The event calls over one way to the service. */
export function createProfileEvents(call: UsersApiCaller): ProfileEvents {
  const list = (owner: EventsOf, { statuses, regulations, cursor, limit }: EventSelection & PageRequest = {}) =>
    call(listEvents, {
      query: {
        ...owner,
        "status[$in]": statuses,
        "regulation[$in]": regulations,
        $cursor: cursor,
        $limit: limit?.toString(),
      },
      repeatable: true,
    });
  const update = (owner: EventsOf, id: string, body: PatchEventBody): Promise<PatchEventOutcome> =>
    orExpected(
      call(patchEvent, { params: { id }, query: owner, body, repeatable: true }).then(
        (event) => ({ status: "updated", event }) as const,
      ),
      ({ code }) => {
        if (code === "NOT_FOUND") return { status: "not-found" } as const;
        return code === "CONFLICT" ? ({ status: "conflict" } as const) : undefined;
      },
    );
  return {
    create: (body, { idempotencyKey = uuid(), disableIntegrations = false } = {}) => {
      const query = disableIntegrations ? { $disable_integrations: "true" } : {};
      return orExpected(
        call(createEvent, { body, query, idempotencyKey, repeatable: true }).then(
          (event) => ({ status: "recorded", event }) as const,
        ),
        ({ code }) => (code === "CONFLICT" ? ({ status: "conflict" } as const) : undefined),
      );
    },
    get: (owner, id) => orNotFound(call(readEvent, { params: { id }, query: owner, repeatable: true })),
    list,
    listAll: (owner, selection = {}) => walk((cursor) => list(owner, { ...selection, cursor })),
    update,
    confirm: (owner, id) => update(owner, id, { status: "confirmed" }),
    retract: (owner, id) =>
      orExpected(
        call(deleteEvent, { params: { id }, query: owner, repeatable: false }).then(
          () => ({ status: "retracted" }) as const,
        ),
        ({ code }) => (code === "NOT_FOUND" ? ({ status: "not-found" } as const) : undefined),
      ),
    retractWhere: (owner, filters) => call(deleteEvents, { query: { ...filters, ...owner }, repeatable: true }),
  };
}
