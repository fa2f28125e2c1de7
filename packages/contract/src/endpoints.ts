import type { Endpoint, Schema } from "./endpoint.ts";
import { noticeDetail, readNotice, readPublicNotice } from "./notice.ts";
import { submissionDetail, submitConsent } from "./submission.ts";
import { generateTokens, refreshTokens, tokensDetail } from "./token.ts";
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
  readNotice,
  readPublicNotice,
  submitConsent,
  createUser,
  getUser,
  getUserByOrgUserId,
  updateUser,
  linkUsers,
  createWebhook,
  listWebhooks,
  deleteWebhook,
  listWebhookDeliveries,
  redeliverWebhook,
];

/** The shapes that answers are made of, by the name they carry in the OpenAPI document. */
export const shapes: Readonly<Record<string, Schema>> = {
  Tokens: tokensDetail,
  Notice: noticeDetail,
  Submission: submissionDetail,
  ConsentUser: consentUser,
  LinkResult: linkResult,
  Webhook: webhook,
  WebhookList: webhookList,
  CreatedWebhook: createdWebhook,
  DeletedWebhook: deletedWebhook,
  WebhookDelivery: webhookDelivery,
  WebhookDeliveryList: webhookDeliveryList,
};
