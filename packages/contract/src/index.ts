export { errorTable } from "./error-table.ts";
export { ConsentError, isConsentError, isErrorCode, statusOf } from "./errors.ts";
export { errorBody } from "./error-body.ts";
export { defineEndpoint, consentBase, pathPattern, endpointUrl } from "./endpoint.ts";
export { endpoints } from "./endpoints.ts";
export { languages, findLanguage } from "./language.ts";
export { generateTokens, generateTokensBody } from "./token.ts";
export { refreshTokens, refreshTokensBody } from "./token-refresh.ts";
export { refreshCall, tokensDetail } from "./token-refresh-call.ts";
export { errorsOf } from "./general-errors.ts";
export { revokeTokens, revokeTokensBody, revokedTokens } from "./token-revocation.ts";
export { checkConsent, checkConsentBody, consentStatus } from "./consent-status.ts";
export {
  createNotice,
  publishNoticeVersion,
  listNoticeVersions,
  createNoticeBody,
  publishNoticeBody,
  publishedNotice,
  noticeVersionList,
} from "./notice-publication.ts";
export {
  readNoticeSettings,
  changeNoticeSettings,
  changeNoticeSettingsBody,
  noticeSettings,
  languageGates,
} from "./notice-settings.ts";
export { listUserDecisions, userDecisionList } from "./user-decisions.ts";
export { isStorable } from "./wire-text.ts";
export { noticeCall, publicNoticeCall, noticeContent, noticeDetail, validateModes } from "./notice.ts";
export { readNotice, readPublicNotice } from "./notice-read.ts";
export { consentRecord, isActiveGrant, purposeStatuses } from "./record.ts";
export { submitConsent, submitConsentBody, acts } from "./submission.ts";
export { submissionCall, submissionDetail, outcomes } from "./submission-call.ts";
export {
  createUser,
  getUser,
  getUserByOrgUserId,
  updateUser,
  linkUsers,
  consentUser,
  linkResult,
  userConflict,
  conflictTypes,
  orgUserIdTypes,
  aliasLimit,
} from "./user.ts";
export { eraseUser, erasedUser } from "./user-erasure.ts";
export {
  createWebhook,
  listWebhooks,
  deleteWebhook,
  listWebhookDeliveries,
  redeliverWebhook,
  createWebhookBody,
  createdWebhook,
  webhook,
  webhookDelivery,
  webhookEvent,
  webhookEventTypes,
  webhookLimit,
} from "./webhook.ts";
export { composeWebhookSecret, webhookSignature } from "./webhook-signature.ts";
export { isBlocking, isMandatory, enabledElements, blockingElements } from "./rules/blocking.ts";
export { coverage } from "./rules/coverage.ts";
export {
  emptyDraft,
  choiceOf,
  choiceState,
  isElementTicked,
  tickedCount,
  togglePurpose,
  setPurpose,
  setElement,
  grantAll,
  draftFromRecord,
  draftFromPreselection,
  keepApplicable,
} from "./rules/draft.ts";
export { languageGaps, localize, offeredLanguages, pickLanguage } from "./rules/localization.ts";
export { languageShortfalls, noticeGaps, noticeGapCodes, unspokenLanguages } from "./rules/completeness.ts";
export { validate } from "./rules/validation.ts";
export { askingReason, standingOf } from "./rules/standing.ts";
export { decide, decideDecline, decidedByDecline, recordDecision, recordAfter, outcomeOf } from "./rules/decision.ts";
export { checkSubmission } from "./rules/submission-check.ts";
export { canonicalJson, digest, isJson } from "./rules/digest.ts";
export { sha256 } from "./rules/sha256.ts";
export { contrastOf, readRgb, seenThrough } from "./rules/contrast.ts";
export { parityFaults } from "./rules/prominence.ts";
export { safeLink } from "./rules/safe-link.ts";

export type { ConsentErrorInit, ErrorCode, RetryClass } from "./errors.ts";
export type {
  BodyOf,
  Call,
  Credential,
  DetailOf,
  Endpoint,
  EndpointMethod,
  Schema,
  Scope,
  WorkspaceAddress,
} from "./endpoint.ts";
export type { Direction, Language } from "./language.ts";
export type { GenerateTokensBody } from "./token.ts";
export type { RefreshTokensBody } from "./token-refresh.ts";
export type { TokensDetail } from "./token-refresh-call.ts";
export type {
  DataElement,
  DpoInfo,
  FilledNoticeContent,
  Information,
  Notice,
  NoticeConfig,
  NoticeContent,
  Purpose,
  Translation,
  ValidateAgainst,
} from "./notice.ts";
export type { ConsentRecord, EarlierTerms, PurposeStatus, RecordedElement, RecordedPurpose } from "./record.ts";
export type { Act, ParsedSubmission, SubmitConsentBody, SubmittedPurpose } from "./submission.ts";
export type { Outcome, OutstandingItem, SubmissionDetail, Verdict } from "./submission-call.ts";
export type {
  ConflictType,
  ConsentUser,
  CreateUserBody,
  LinkResult,
  LinkUsersBody,
  OrgUserIdType,
  UpdateUserBody,
  UserConflict,
} from "./user.ts";
export type { ErasedUser } from "./user-erasure.ts";
export type {
  CreateWebhookBody,
  CreatedWebhook,
  DeliveryStatus,
  Webhook,
  WebhookDelivery,
  WebhookEvent,
  WebhookEventType,
} from "./webhook.ts";
export type { SignedMessage } from "./webhook-signature.ts";
export type { Coverage, NoticeRules } from "./rules/coverage.ts";
export type { Choice, ChoiceState, Draft } from "./rules/draft.ts";
export type { ConsentStatus } from "./consent-status.ts";
export type { RevokedTokens, RevokeTokensBody } from "./token-revocation.ts";
export type {
  CreateNoticeBody,
  NoticePublication,
  NoticeVersionList,
  PublishNoticeBody,
} from "./notice-publication.ts";
export type { LanguageGate, NoticeSettings } from "./notice-settings.ts";
export type { UserDecisionList } from "./user-decisions.ts";
export type { NoticeGap, NoticeGapCode } from "./rules/completeness.ts";
export type { LanguageGap } from "./rules/localization.ts";
export type { MissingElement, Validation } from "./rules/validation.ts";
export type { AskingReason, PurposeStanding, Undecided } from "./rules/standing.ts";
export type { DecidedPurpose } from "./rules/decision.ts";
export type { SubmissionCheck } from "./rules/submission-check.ts";
export type { Json } from "./rules/digest.ts";
export type { Colour } from "./rules/contrast.ts";
export type { ActionFigures, ParityFigures } from "./rules/prominence.ts";
export type { SafeLink } from "./rules/safe-link.ts";
