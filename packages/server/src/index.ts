export { createConsentServer } from "./consent-server.ts";
export { memoryConflictStore } from "./conflict.ts";
export { createConsentHandler } from "./fetch-handler.ts";
export { createRateLimit } from "./handler/rate-limit.ts";
export { memoryPendingLinkStore } from "./pending-links.ts";
export { memoryRegistrationOutbox } from "./registration.ts";
export { verifyWebhook } from "./webhook.ts";
export { createTemporaryIdentity } from "./temporary-identity.ts";
export { createUsersApi } from "./users-api/users-api.ts";

export type { ConsentServer, ConsentServerOptions } from "./consent-server.ts";
export type { ConflictReview, ConflictStore, ContactField, IdentityConflict } from "./conflict.ts";
export type { Consolidate, ConsolidateOutcome, HeldContact, IdentifiedPerson } from "./consolidate.ts";
export type { Customer, CustomerOutcome, Customers, SyncedCustomer, SyncOptions, SyncProgress } from "./customers.ts";
export type { PendingLink, PendingLinkReport, PendingLinks, PendingLinkStore } from "./pending-links.ts";
export type {
  OutboxEntry,
  RegistrationOutbox,
  RegistrationOutcome,
  Registrations,
  RegistrationSteps,
  ResumeReport,
} from "./registration.ts";
export type { VerifiedWebhook, VerifyWebhookOptions, WebhookMessage } from "./webhook.ts";
export type { ConsentHandler } from "./fetch-handler.ts";
export type { ConsentEvent, Refusal, Step } from "./handler/event.ts";
export type { HeadedRequest } from "./handler/handler.ts";
export type { LinkVisitorOutcome } from "./handler/link-step.ts";
export type { ConsentHandlerOptions, HandlerCookieOptions } from "./handler/options.ts";
export type { Person } from "./handler/person.ts";
export type { RateLimit } from "./handler/rate-limit.ts";
export type { ConsentStatusAnswer, StatusQuestion } from "./handler/status-step.ts";
export type {
  NoticeQuestion,
  NoticeReader,
  Notices,
  NoticeVerdict,
  RecordedDecisions,
  RecordQuestion,
} from "./notices.ts";
export type { EnsuredIdentity, TemporaryIdentity, TemporaryIdentityOptions } from "./temporary-identity.ts";
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
