import * as v from "valibot";
import { defineUsersApiEndpoint } from "./endpoint.ts";
import { shortText } from "./field.ts";
import { metadata } from "./metadata.ts";
import { organizationQuery } from "./query.ts";

const unsupported = v.optional(v.never("Not supported"));

export const createEndUserTokenBody = v.object({
  organization_id: shortText,
  organization_user_id: shortText,
  /** Seconds, 900 when absent. */
  lifetime: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3600)), 900),
  /** Not stored. */
  metadata: v.optional(metadata),
  event: unsupported,
  delegate: unsupported,
  validation: unsupported,
});

/** A token for the person alone; it opens the notices of the workspace, not the Users API. */
export const endUserToken = v.object({
  organization_id: v.string(),
  organization_user_id: v.string(),
  lifetime: v.number(),
  id_token: v.pipe(v.string(), v.minLength(1)),
});

export type CreateEndUserTokenBody = v.InferInput<typeof createEndUserTokenBody>;
export type EndUserToken = v.InferOutput<typeof endUserToken>;

/** Makes a short-lived token for one person of one workspace. */
export const createEndUserToken = defineUsersApiEndpoint({
  id: "usersApi.tokens.create",
  summary: "Make a token for one person; it cannot be refreshed",
  method: "POST",
  path: "/v1/consents/tokens",
  credential: "session",
  query: organizationQuery,
  body: createEndUserTokenBody,
  answer: endUserToken,
  errors: [],
});
