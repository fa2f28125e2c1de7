import * as v from "valibot";
import { defineEndpoint } from "./endpoint.ts";
import { isStorable } from "./wire-text.ts";

const shortText = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(256),
  v.check(isStorable, "Unreadable characters"),
);
const optionalText = v.optional(v.nullable(shortText));
const metadata = v.record(v.string(), v.unknown());
const optionalMetadata = v.optional(v.nullable(metadata));

/** How a user's `org_user_id` came to be: given by the host, or taken from an e-mail or phone by consent. */
export const orgUserIdTypes = ["UCID", "EMAIL", "PHONE"] as const;
export type OrgUserIdType = (typeof orgUserIdTypes)[number];

/** A consent user: one data principal of one workspace. */
export const consentUser = v.object({
  uuid: v.string(),
  organisation_uuid: v.string(),
  workspace_uuid: v.string(),
  org_user_id: v.string(),
  org_user_id_type: v.picklist(orgUserIdTypes),
  primary_email: v.nullish(v.string(), null),
  primary_mobile: v.nullish(v.string(), null),
  name: v.nullish(v.string(), null),
  metadata: v.nullish(metadata, {}),
  created_at: v.string(),
  updated_at: v.string(),
});

export const createUserBody = v.object({
  org_user_id: shortText,
  primary_email: optionalText,
  primary_mobile: optionalText,
  name: optionalText,
  metadata: optionalMetadata,
});

export const updateUserBody = v.object({
  org_user_id: v.optional(shortText),
  primary_email: optionalText,
  primary_mobile: optionalText,
  name: optionalText,
  metadata: optionalMetadata,
});

/** Most aliases that one call links. */
export const aliasLimit = 200;

export const linkUsersBody = v.object({
  primary_org_user_id: shortText,
  alias_org_user_ids: v.pipe(v.array(shortText), v.maxLength(aliasLimit)),
});

/** What became of each alias; every one stands in exactly one list. */
export const linkResult = v.object({
  primary_user_uuid: v.string(),
  linked: v.array(v.string()),
  already_linked: v.array(v.string()),
  not_found: v.array(v.string()),
  conflicts: v.array(v.object({ org_user_id: v.string(), existing_primary_org_user_id: v.string() })),
});

/** Why a user cannot be created, in the order in which it is checked. */
export const conflictTypes = [
  "ORG_USER_ID_EXISTS",
  "EMAIL_EXISTS_SAME_USER",
  "EMAIL_EXISTS_DIFFERENT_USER",
  "PHONE_EXISTS_SAME_USER",
  "PHONE_EXISTS_DIFFERENT_USER",
] as const;
export type ConflictType = (typeof conflictTypes)[number];

/** The `detail` of a 409 on create. */
export const userConflict = v.object({
  conflict_type: v.picklist(conflictTypes),
  message: v.string(),
  existing_user: consentUser,
});

export type ConsentUser = v.InferOutput<typeof consentUser>;
export type CreateUserBody = v.InferInput<typeof createUserBody>;
export type UpdateUserBody = v.InferInput<typeof updateUserBody>;
export type LinkUsersBody = v.InferInput<typeof linkUsersBody>;
export type LinkResult = v.InferOutput<typeof linkResult>;
export type UserConflict = v.InferOutput<typeof userConflict>;

const usersPath = "/consent-ledger/consent-users";

/** Creates a user under the host's own identifier. */
export const createUser = defineEndpoint({
  id: "users.create",
  summary: "Create a consent user with an explicit identifier",
  method: "POST",
  scope: "private",
  path: `${usersPath}/`,
  credential: "api-key",
  body: createUserBody,
  success: 201,
  detail: consentUser,
  errors: ["UNAUTHORIZED", "FORBIDDEN", ...conflictTypes, "BAD_REQUEST", "VALIDATION_FAILED"],
});

/** Reads a user by uuid. */
export const getUser = defineEndpoint({
  id: "users.get",
  summary: "Read a consent user by uuid",
  method: "GET",
  scope: "private",
  path: `${usersPath}/{user_uuid}`,
  credential: "api-key",
  body: undefined,
  success: 200,
  detail: consentUser,
  errors: ["UNAUTHORIZED", "FORBIDDEN", "USER_NOT_FOUND"],
});

/** Reads a user by the current `org_user_id`; former ones and aliases are not found. */
export const getUserByOrgUserId = defineEndpoint({
  id: "users.getByOrgUserId",
  summary: "Read a consent user by its current org_user_id",
  method: "GET",
  scope: "private",
  path: `${usersPath}/by-org-user-id/{org_user_id}`,
  credential: "api-key",
  body: undefined,
  success: 200,
  detail: consentUser,
  errors: ["UNAUTHORIZED", "FORBIDDEN", "USER_NOT_FOUND"],
});

/** Changes the fields that are sent; metadata is merged, replaced identifiers stay as aliases. */
export const updateUser = defineEndpoint({
  id: "users.update",
  summary: "Change some fields of a consent user",
  method: "PATCH",
  scope: "private",
  path: `${usersPath}/{user_uuid}`,
  credential: "api-key",
  body: updateUserBody,
  success: 200,
  detail: consentUser,
  errors: [
    "UNAUTHORIZED",
    "FORBIDDEN",
    "USER_NOT_FOUND",
    "ORG_USER_ID_EXISTS",
    "EMAIL_EXISTS_SAME_USER",
    "EMAIL_EXISTS_DIFFERENT_USER",
    "PHONE_EXISTS_SAME_USER",
    "PHONE_EXISTS_DIFFERENT_USER",
    "BAD_REQUEST",
    "VALIDATION_FAILED",
  ],
});

/** Makes other users aliases of a primary; safe to repeat. */
export const linkUsers = defineEndpoint({
  id: "users.link",
  summary: "Link users to one primary",
  method: "POST",
  scope: "private",
  path: `${usersPath}/link-users`,
  credential: "api-key",
  body: linkUsersBody,
  success: 200,
  detail: linkResult,
  errors: ["UNAUTHORIZED", "FORBIDDEN", "PRIMARY_NOT_FOUND", "PRIMARY_IS_ALIAS", "BAD_REQUEST", "VALIDATION_FAILED"],
});
