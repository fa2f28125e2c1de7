import { checkConsent, consentStatus } from "./consent-status.ts";
import type { Endpoint, Schema } from "./endpoint.ts";
import { noticeDetail } from "./notice.ts";
import {
  createNotice,
  listNoticeVersions,
  noticeVersionList,
  publishedNotice,
  publishNoticeVersion,
} from "./notice-publication.ts";
import { readNotice, readPublicNotice } from "./notice-read.ts";
import { changeNoticeSettings, noticeSettings, readNoticeSettings } from "./notice-settings.ts";
import { submitConsent } from "./submission.ts";
import { submissionDetail } from "./submission-call.ts";
import { generateTokens } from "./token.ts";
import { refreshTokens } from "./token-refresh.ts";
import { tokensDetail } from "./token-refresh-call.ts";
import { revokedTokens, revokeTokens } from "./token-revocation.ts";
import { listUserDecisions, userDecisionList } from "./user-decisions.ts";
import { erasedUser, eraseUser } from "./user-erasure.ts";
import {
  createdWebhook,
  createWebhook,
  deletedWebhook,
  deleteWebhook,
  listWebhookDeliveries,
  listWebhooks,
  redeliverWebhook,
  webhook,
  webhookDelivery,
  webhookDeliveryList,
  webhookList,
} from "./webhook.ts";
import { consentUser, createUser, getUser, getUserByOrgUserId, linkResult, linkUsers, updateUser } from "./user.ts";

/** Every endpoint of the consent API, in the order of the flow. */
export const endpoints: readonly Endpoint[] = [
  generateTokens,
  refreshTokens,
  revokeTokens,
  createNotice,
  publishNoticeVersion,
  listNoticeVersions,
  readNoticeSettings,
  changeNoticeSettings,
  readNotice,
  readPublicNotice,
  submitConsent,
  checkConsent,
  createUser,
  getUser,
  getUserByOrgUserId,
  updateUser,
  linkUsers,
  listUserDecisions,
  eraseUser,
  createWebhook,
  listWebhooks,
  deleteWebhook,
  listWebhookDeliveries,
  redeliverWebhook,
];

/** The shapes that answers are made of, by the name they carry in the OpenAPI document. */
export const shapes: Readonly<Record<string, Schema>> = {
  Tokens: tokensDetail,
  RevokedTokens: revokedTokens,
  PublishedNotice: publishedNotice,
  NoticeVersionList: noticeVersionList,
  NoticeSettings: noticeSettings,
  Notice: noticeDetail,
  Submission: submissionDetail,
  ConsentStatus: consentStatus,
  ConsentUser: consentUser,
  LinkResult: linkResult,
  UserDecisionList: userDecisionList,
  ErasedUser: erasedUser,
  Webhook: webhook,
  WebhookList: webhookList,
  CreatedWebhook: createdWebhook,
  DeletedWebhook: deletedWebhook,
  WebhookDelivery: webhookDelivery,
  WebhookDeliveryList: webhookDeliveryList,
};
