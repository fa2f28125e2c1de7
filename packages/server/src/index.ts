export { createConsentServer } from "./consent-server.ts";
export { createTemporaryIdentity } from "./temporary-identity.ts";
export { createUsersApi } from "./users-api/users-api.ts";

export type { ConsentServer, ConsentServerOptions } from "./consent-server.ts";
export type { TemporaryIdentity, TemporaryIdentityOptions } from "./temporary-identity.ts";
export type { Tokens } from "./tokens.ts";
export type { CreateOutcome, LinkOutcome, UpdateOutcome, Users } from "./users.ts";
export type { EndUserTokens } from "./users-api/end-user-tokens.ts";
export type {
  CreateEventOutcome,
  EventSelection,
  EventsOf,
  PatchEventOutcome,
  ProfileEvents,
} from "./users-api/events.ts";
export type { UsersApi, UsersApiOptions } from "./users-api/users-api.ts";
export type {
  CreateProfileUserOutcome,
  DeleteProfileUserOutcome,
  PageRequest,
  PatchProfileUserOutcome,
  ProfileUsers,
  UserFilter,
} from "./users-api/users.ts";
