import * as v from "valibot";
import { orgUserIdTypes } from "../user.ts";
import { heldConsents, sentConsents } from "./consents.ts";
import { country, shortText } from "./field.ts";
import { metadata } from "./metadata.ts";
import { defineUsersApiEndpoint } from "./endpoint.ts";
import { listUsersQuery, oneUserQuery, organizationQuery } from "./query.ts";

/** One record of the Users API: a device or cookie of a person, with the person's status. */
export const profileUser = v.object({
  id: v.string(),
  organization_id: v.string(),
  /** The organisation's own id of the person; several records may carry the same one. */
  organization_user_id: v.optional(v.nullable(v.string())),
  organization_user_id_type: v.optional(v.picklist(orgUserIdTypes)),
  /** One more whenever a reading of the record changes. */
  version: v.number(),
  created_at: v.string(),
  updated_at: v.string(),
  metadata: v.optional(v.nullable(v.record(v.string(), v.unknown())), {}),
  /** As it was given; never guessed. */
  country: v.optional(v.nullable(v.string()), null),
  /** Of the latest confirmed event that carries one. */
  last_seen_country: v.optional(v.nullable(v.string()), null),
  consents: v.optional(heldConsents, { purposes: [] }),
});

/** A page of users, oldest first; `cursor` is null on the last one. */
export const profileUserPage = v.object({
  data: v.array(profileUser),
  limit: v.number(),
  cursor: v.nullable(v.string()),
});

const nullableCountry = v.optional(v.nullable(country));

export const createProfileUserBody = v.object({
  id: v.optional(shortText),
  /** Has to agree with the query. */
  organization_id: v.optional(shortText),
  organization_user_id: v.optional(v.nullable(shortText)),
  /** Not looked at: a new record has version 1. */
  version: v.optional(v.number()),
  metadata: v.optional(v.nullable(metadata)),
  country: nullableCountry,
  last_seen_country: nullableCountry,
  consents: v.optional(sentConsents),
});

export const patchProfileUserBody = v.object({
  organization_user_id: v.optional(shortText),
  /** The version that was read; a stale one is refused. */
  version: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Merged key by key; `null` removes a key. */
  metadata: v.optional(metadata),
  country: nullableCountry,
  last_seen_country: nullableCountry,
  consents: v.optional(sentConsents),
});

export type ProfileUser = v.InferOutput<typeof profileUser>;
export type ProfileUserPage = v.InferOutput<typeof profileUserPage>;
export type CreateProfileUserBody = v.InferInput<typeof createProfileUserBody>;
export type PatchProfileUserBody = v.InferInput<typeof patchProfileUserBody>;

const users = "/v1/consents/users";

/** Lists the organisation's users by pages that stay in step while users are written. */
export const listProfileUsers = defineUsersApiEndpoint({
  id: "usersApi.users.list",
  summary: "List users by pages of 100",
  method: "GET",
  path: users,
  credential: "session",
  query: listUsersQuery,
  body: undefined,
  answer: profileUserPage,
  errors: [],
});

/** Makes a user; its status, if one is given, becomes an event. */
export const createProfileUser = defineUsersApiEndpoint({
  id: "usersApi.users.create",
  summary: "Create a user",
  method: "POST",
  path: users,
  credential: "session",
  query: organizationQuery,
  body: createProfileUserBody,
  answer: profileUser,
  errors: ["Conflict"],
});

/** Reads a user with its latest status. */
export const readProfileUser = defineUsersApiEndpoint({
  id: "usersApi.users.read",
  summary: "Read a user",
  method: "GET",
  path: `${users}/{id}`,
  credential: "session",
  query: oneUserQuery,
  body: undefined,
  answer: profileUser,
  errors: ["NotFound"],
});

/** Changes the fields that are sent. */
export const patchProfileUser = defineUsersApiEndpoint({
  id: "usersApi.users.patch",
  summary: "Change some fields of a user; a stale version is refused",
  method: "PATCH",
  path: `${users}/{id}`,
  credential: "session",
  query: oneUserQuery,
  body: patchProfileUserBody,
  answer: profileUser,
  errors: ["NotFound", "Conflict", "PreconditionFailed"],
  ifMatch: true,
});

/** Erases a user: the answer shows it once more. What it decided stays in the ledger, unnamed. */
export const deleteProfileUser = defineUsersApiEndpoint({
  id: "usersApi.users.delete",
  summary: "Erase a user; the answer is the user as it was",
  method: "DELETE",
  path: `${users}/{id}`,
  credential: "session",
  query: oneUserQuery,
  body: undefined,
  answer: profileUser,
  errors: ["NotFound", "Conflict", "PreconditionFailed"],
  ifMatch: true,
});
