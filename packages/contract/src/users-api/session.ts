import * as v from "valibot";
import { defineUsersApiEndpoint } from "./endpoint.ts";
import { noQuery } from "./query.ts";

const secretText = v.pipe(v.string(), v.minLength(1), v.maxLength(512));

export const createSessionBody = v.object({
  type: v.literal("api-key"),
  /** The public part of an API key: `key` of {@link splitApiKey}. */
  key: secretText,
  /** The secret part of the same key. */
  secret: secretText,
});

export const profileSession = v.object({ access_token: v.pipe(v.string(), v.minLength(1)) });

export type CreateSessionBody = v.InferInput<typeof createSessionBody>;
export type ProfileSession = v.InferOutput<typeof profileSession>;

/** How long an access token of a session lasts, in seconds. There is no refresh: the next one comes from the key. */
export const sessionLifetime = 3600;

/** Takes an API key (`cms_`, 12 characters, `_`, secret) apart for a session; `undefined` for another form. */
export function splitApiKey(apiKey: string): { readonly key: string; readonly secret: string } | undefined {
  const [, key, secret] = /^cms_([a-z0-9]{12})_([\w-]{43})$/.exec(apiKey) ?? [];
  return key === undefined || secret === undefined ? undefined : { key, secret };
}

/** Opens a session with an API key. A wrong pair is a 400. */
export const createSession = defineUsersApiEndpoint({
  id: "usersApi.sessions.create",
  summary: "Exchange an API key and its secret for an access token of one hour",
  method: "POST",
  path: "/v1/sessions",
  credential: "none",
  query: noQuery,
  body: createSessionBody,
  answer: profileSession,
  errors: ["BadRequest"],
});
