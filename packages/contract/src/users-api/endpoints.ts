import type { Schema } from "../endpoint.ts";
import { createEndUserToken, endUserToken } from "./end-user-token.ts";
import type { UsersApiEndpoint } from "./endpoint.ts";
import { type UsersApiErrorName } from "./error.ts";
import {
  createEvent,
  deleteEvent,
  deleteEvents,
  listEvents,
  patchEvent,
  profileEvent,
  profileEventPage,
  readEvent,
} from "./event.ts";
import { createSession, profileSession } from "./session.ts";
import {
  createProfileUser,
  deleteProfileUser,
  listProfileUsers,
  patchProfileUser,
  profileUser,
  profileUserPage,
  readProfileUser,
} from "./user.ts";

/** Every endpoint of the Users API. */
export const usersApiEndpoints: readonly UsersApiEndpoint[] = [
  createSession,
  listProfileUsers,
  createProfileUser,
  readProfileUser,
  patchProfileUser,
  deleteProfileUser,
  createEvent,
  listEvents,
  deleteEvents,
  readEvent,
  patchEvent,
  deleteEvent,
  createEndUserToken,
];

/** The shapes that its answers are made of, by the name they carry in the OpenAPI document. */
export const usersApiShapes: Readonly<Record<string, Schema>> = {
  UsersApiSession: profileSession,
  UsersApiUser: profileUser,
  UsersApiUserPage: profileUserPage,
  UsersApiEvent: profileEvent,
  UsersApiEventPage: profileEventPage,
  UsersApiEndUserToken: endUserToken,
};

/** Every refusal that an endpoint may answer: its own, and those of its credential, its query, its body and its server. */
export function usersApiErrorsOf(endpoint: UsersApiEndpoint): readonly UsersApiErrorName[] {
  const { body, credential, errors } = endpoint;
  const ofBody: readonly UsersApiErrorName[] = body === undefined ? [] : ["PayloadTooLarge"];
  const ofCredential: readonly UsersApiErrorName[] = credential === "none" ? [] : ["Unauthorized", "Forbidden"];
  const ofServer = ["BadRequest", "TooManyRequests", "InternalServerError", "ServiceUnavailable"] as const;
  return [...new Set<UsersApiErrorName>([...errors, ...ofCredential, ...ofBody, ...ofServer])];
}
