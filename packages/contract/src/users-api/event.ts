import * as v from "valibot";
import { isStorable } from "../wire-text.ts";
import { sentConsents } from "./consents.ts";
import { defineUsersApiEndpoint } from "./endpoint.ts";
import { eventStatus } from "./event-status.ts";
import { country, regulation, shortText, timestamp } from "./field.ts";
import { metadata } from "./metadata.ts";
import { createEventQuery, deleteEventsQuery, listEventsQuery, oneEventQuery } from "./query.ts";

/** A third party who acted for the person. */
const delegate = v.object({
  id: shortText,
  name: v.optional(v.nullable(shortText)),
  metadata: v.optional(v.nullable(metadata)),
});

/** Most proofs of one event. */
export const proofLimit = 5;
const proof = v.pipe(v.string(), v.startsWith("data:"), v.check(isStorable, "Unreadable characters"));
const proofs = v.optional(v.pipe(v.array(proof), v.maxLength(proofLimit)));
const proofsId = v.optional(shortText);

/** The person as an event names it. */
const eventUser = v.object({
  id: v.optional(shortText),
  organization_user_id: v.optional(shortText),
  /** Merged into the user's. */
  metadata: v.optional(metadata),
  country: v.optional(v.nullable(country)),
  last_seen_country: v.optional(v.nullable(country)),
});

export const createEventBody = v.object({
  /** Has to be new; the same event again is answered as it is stored. */
  id: v.optional(shortText),
  /** Has to agree with the query. */
  organization_id: v.optional(shortText),
  /** When the choice was made; the time of the request when absent. */
  created_at: v.optional(timestamp),
  status: v.optional(eventStatus),
  regulation: v.optional(regulation),
  /** Without any id a user with a random one is made. */
  user: v.optional(eventUser),
  /** The choices of this event alone. */
  consents: sentConsents,
  proofs,
  proofs_id: proofsId,
  delegate: v.optional(delegate),
  metadata: v.optional(metadata),
  domain: v.optional(shortText),
});

export const patchEventBody = v.object({
  status: v.optional(eventStatus),
  consents: v.optional(sentConsents),
  proofs,
  proofs_id: proofsId,
  delegate: v.optional(delegate),
});

/** One event as it is read: what was sent, with the latest changes to it. */
export const profileEvent = v.object({
  id: v.string(),
  organization_id: v.string(),
  created_at: v.string(),
  updated_at: v.optional(v.nullable(v.string())),
  status: eventStatus,
  regulation: v.string(),
  user: v.object({ id: v.string(), organization_user_id: v.optional(v.nullable(v.string())) }),
  consents: sentConsents,
  proofs: v.optional(v.array(v.string())),
  proofs_id: v.optional(v.nullable(v.string())),
  delegate: v.optional(v.nullable(delegate)),
  metadata: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  domain: v.optional(v.nullable(v.string())),
});

/** A page of events, oldest first by the time from which they count; `cursor` is null on the last one. */
export const profileEventPage = v.object({
  data: v.array(profileEvent),
  limit: v.optional(v.number(), 100),
  cursor: v.optional(v.nullable(v.string()), null),
});

export type CreateEventBody = v.InferInput<typeof createEventBody>;
export type PatchEventBody = v.InferInput<typeof patchEventBody>;
export type ProfileEvent = v.InferOutput<typeof profileEvent>;
export type ProfileEventPage = v.InferOutput<typeof profileEventPage>;

const events = "/v1/consents/events";

/** Adds choices of a person; those that are not listed stay as they are. */
export const createEvent = defineUsersApiEndpoint({
  id: "usersApi.events.create",
  summary: "Add a consent event; an unknown user is made",
  method: "POST",
  path: events,
  credential: "session",
  query: createEventQuery,
  body: createEventBody,
  answer: profileEvent,
  errors: ["Conflict", "UnprocessableEntity"],
  idempotencyKey: true,
});

/** Lists the events of one user or of one organisation user id. */
export const listEvents = defineUsersApiEndpoint({
  id: "usersApi.events.list",
  summary: "List a person's events, oldest first",
  method: "GET",
  path: events,
  credential: "session",
  query: listEventsQuery,
  body: undefined,
  answer: profileEventPage,
  errors: ["NotFound"],
});

/** Takes every event back that fits the filters; the status is computed anew. */
export const deleteEvents = defineUsersApiEndpoint({
  id: "usersApi.events.deleteSome",
  summary: "Retract the events that fit the filters; everything in the query beside the owner is a filter",
  method: "DELETE",
  path: events,
  credential: "session",
  query: deleteEventsQuery,
  body: undefined,
  answer: undefined,
  errors: ["NotFound"],
});

/** Reads one event. */
export const readEvent = defineUsersApiEndpoint({
  id: "usersApi.events.read",
  summary: "Read an event",
  method: "GET",
  path: `${events}/{id}`,
  credential: "session",
  query: oneEventQuery,
  body: undefined,
  answer: profileEvent,
  errors: ["NotFound"],
});

/** Approves or corrects an event; the first form stays in the ledger. */
export const patchEvent = defineUsersApiEndpoint({
  id: "usersApi.events.patch",
  summary: "Approve or correct an event",
  method: "PATCH",
  path: `${events}/{id}`,
  credential: "session",
  query: oneEventQuery,
  body: patchEventBody,
  answer: profileEvent,
  errors: ["NotFound", "Conflict"],
});

/** Takes one event back; the status becomes what it would be without it. */
export const deleteEvent = defineUsersApiEndpoint({
  id: "usersApi.events.delete",
  summary: "Retract an event",
  method: "DELETE",
  path: `${events}/{id}`,
  credential: "session",
  query: oneEventQuery,
  body: undefined,
  answer: undefined,
  errors: ["NotFound"],
});
