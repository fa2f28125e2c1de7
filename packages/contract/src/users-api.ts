export { usersApiEndpoints, usersApiErrorsOf } from "./users-api/endpoints.ts";
export { readQuery, usersApiUrl } from "./users-api/endpoint.ts";
export {
  composeUsersApiError,
  fieldErrors,
  usersApiErrorBody,
  usersApiErrorName,
  usersApiErrors,
} from "./users-api/error.ts";
export { instant } from "./users-api/instant.ts";
export { isMetadataSmall, mergeMetadata, metadataBytes, metadataDepth } from "./users-api/metadata.ts";
export { pageSize } from "./users-api/query.ts";
export { createSession, createSessionBody, profileSession, sessionLifetime, splitApiKey } from "./users-api/session.ts";
export { createEndUserToken, createEndUserTokenBody, endUserToken } from "./users-api/end-user-token.ts";
export { heldConsents, sentConsents } from "./users-api/consents.ts";
export {
  createProfileUser,
  createProfileUserBody,
  deleteProfileUser,
  listProfileUsers,
  patchProfileUser,
  patchProfileUserBody,
  profileUser,
  profileUserPage,
  readProfileUser,
} from "./users-api/user.ts";
export { eventStatuses, mayBecome } from "./users-api/event-status.ts";
export {
  createEvent,
  createEventBody,
  deleteEvent,
  deleteEvents,
  listEvents,
  patchEvent,
  patchEventBody,
  profileEvent,
  profileEventPage,
  proofLimit,
  readEvent,
} from "./users-api/event.ts";
export { profileSettings } from "./users-api/settings.ts";
export { catalogue, catalogueOfNotices, grantedValue, mergeCatalogues } from "./users-api/catalogue.ts";
export { consentsFaults } from "./users-api/known-ids.ts";
export { matchesFilters } from "./users-api/event-filter.ts";
export { consentsOfNotice } from "./users-api/notice-choices.ts";
export { statusOf } from "./users-api/status.ts";

export type {
  QueryItems,
  UsersApiAnswer,
  UsersApiBody,
  UsersApiBodyInput,
  UsersApiEndpoint,
  UsersApiQuery,
  UsersApiQueryInput,
} from "./users-api/endpoint.ts";
export type { UsersApiErrorBody, UsersApiErrorName } from "./users-api/error.ts";
export type { EventFilter, EventOwner } from "./users-api/query.ts";
export type { CreateSessionBody, ProfileSession } from "./users-api/session.ts";
export type { CreateEndUserTokenBody, EndUserToken } from "./users-api/end-user-token.ts";
export type {
  HeldChannel,
  HeldConsents,
  HeldPreference,
  HeldPurpose,
  HeldVendors,
  SentChannel,
  SentConsents,
  SentPreference,
  SentPurpose,
  SentVendors,
} from "./users-api/consents.ts";
export type { CreateProfileUserBody, PatchProfileUserBody, ProfileUser, ProfileUserPage } from "./users-api/user.ts";
export type { EventStatus } from "./users-api/event-status.ts";
export type { CreateEventBody, PatchEventBody, ProfileEvent, ProfileEventPage } from "./users-api/event.ts";
export type { Metadata } from "./users-api/metadata.ts";
export type {
  Catalogue,
  ChannelEntry,
  PreferenceEntry,
  PublishedPurposes,
  PurposeEntry,
} from "./users-api/catalogue.ts";
export type { ProfileSettings, SchemaVersion, StatusSettings } from "./users-api/settings.ts";
export type { ConsentsFault } from "./users-api/known-ids.ts";
export type { NoticeChoice } from "./users-api/notice-choices.ts";
export type { ChoiceEvent, LapseEvent, StatusEvent } from "./users-api/status-event.ts";
export type { ProfileStatus, StatusSource } from "./users-api/status.ts";
