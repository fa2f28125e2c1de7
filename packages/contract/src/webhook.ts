import * as v from "valibot";
import { defineEndpoint } from "./endpoint.ts";
import { isStorable } from "./wire-text.ts";

/** What a webhook may report: the wire's eight event types. */
export const webhookEventTypes = [
  "consent.event.granted",
  "consent.event.denied",
  "consent.event.partially_granted",
  "consent.event.withdrawn",
  "consent.event.renew",
  "consent.event.expired",
  "consent.purpose.withdrawn",
  "consent.purpose.expired",
] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];

/** The body of a webhook request. `event_id` is also its `webhook-id` header: the same for every attempt. */
export const webhookEvent = v.object({
  event_type: v.picklist(webhookEventTypes),
  event_id: v.string(),
  /** When the event entered the ledger, ISO 8601. */
  timestamp: v.string(),
  data: v.object({
    consent_event_uuid: v.string(),
    organisation_uuid: v.string(),
    workspace_uuid: v.string(),
    notice_uuid: v.string(),
    notice_version: v.number(),
    source: v.nullable(v.string()),
    /** The last part of `event_type`. */
    status: v.string(),
    /** Extension: the person's current identifier with the host. */
    org_user_id: v.string(),
    /** Extension: the consent user that the event counts for. */
    user_uuid: v.string(),
    /** Extension: position in the person's chain, by which events of one person can be put in order. */
    position: v.number(),
    /** Extension: what was decided; of a purpose event, that purpose alone. */
    purposes: v.array(v.object({ purpose_uuid: v.string(), selected: v.boolean(), status: v.string() })),
  }),
});
export type WebhookEvent = v.InferOutput<typeof webhookEvent>;

/** Most webhooks of one workspace. */
export const webhookLimit = 20;

export const createWebhookBody = v.object({
  url: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2048), v.check(isStorable, "Unreadable characters")),
  /** Which events to send; all when absent. */
  event_types: v.optional(v.nullable(v.pipe(v.array(v.picklist(webhookEventTypes)), v.minLength(1)))),
});

const webhookEntries = {
  uuid: v.string(),
  url: v.string(),
  event_types: v.array(v.picklist(webhookEventTypes)),
  created_at: v.string(),
  /** When it was switched off after too many failures, and why; null while it is on. */
  disabled_at: v.nullable(v.string()),
  disabled_reason: v.nullable(v.string()),
};

/** A webhook as it can be read at any time: without its secret. */
export const webhook = v.object(webhookEntries);

/** The answer to creating a webhook, and the only one that carries its secret. */
export const createdWebhook = v.object({ ...webhookEntries, secret: v.string() });

/** Where a delivery stands: still to be sent, taken by the receiver, or given up. */
export const deliveryStatuses = ["pending", "delivered", "failed"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** One event on its way to one webhook, with every attempt; no body and no header of the receiver is kept. */
export const webhookDelivery = v.object({
  uuid: v.string(),
  event_id: v.string(),
  event_type: v.picklist(webhookEventTypes),
  status: v.picklist(deliveryStatuses),
  created_at: v.string(),
  next_attempt_at: v.nullable(v.string()),
  attempts: v.array(
    v.object({
      attempt: v.number(),
      at: v.string(),
      /** HTTP status of the answer; null when none came. */
      status: v.nullable(v.number()),
      /** Why no answer counted, as a word of ours; null for an answer of 2xx. */
      failure: v.nullable(v.string()),
      duration_ms: v.number(),
      next_attempt_at: v.nullable(v.string()),
    }),
  ),
});

export const webhookList = v.object({ webhooks: v.array(webhook) });
export const webhookDeliveryList = v.object({ deliveries: v.array(webhookDelivery) });
export const deletedWebhook = v.object({ uuid: v.string(), deleted: v.boolean() });

export type CreateWebhookBody = v.InferOutput<typeof createWebhookBody>;
export type Webhook = v.InferOutput<typeof webhook>;
export type CreatedWebhook = v.InferOutput<typeof createdWebhook>;
export type WebhookDelivery = v.InferOutput<typeof webhookDelivery>;

const keyErrors = ["UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND"] as const;
const below = "/consent-ledger/webhooks";

/** Extension: has events of the workspace sent to an address. */
export const createWebhook = defineEndpoint({
  id: "webhooks.create",
  summary: "Have consent events sent to an address; the answer alone carries the secret",
  method: "POST",
  scope: "private",
  path: below,
  credential: "api-key",
  body: createWebhookBody,
  success: 201,
  detail: createdWebhook,
  errors: [...keyErrors, "VALIDATION_FAILED", "CONFLICT", "PAYLOAD_TOO_LARGE"],
});

/** Extension: the webhooks of a workspace. */
export const listWebhooks = defineEndpoint({
  id: "webhooks.list",
  summary: "List the workspace's webhooks",
  method: "GET",
  scope: "private",
  path: below,
  credential: "api-key",
  body: undefined,
  success: 200,
  detail: webhookList,
  errors: keyErrors,
});

/** Extension: ends a webhook; what is still on its way is dropped. */
export const deleteWebhook = defineEndpoint({
  id: "webhooks.delete",
  summary: "Delete a webhook with everything still on its way",
  method: "DELETE",
  scope: "private",
  path: `${below}/{webhook_uuid}`,
  credential: "api-key",
  body: undefined,
  success: 200,
  detail: deletedWebhook,
  errors: keyErrors,
});

/** Extension: the newest deliveries of a webhook. */
export const listWebhookDeliveries = defineEndpoint({
  id: "webhooks.deliveries",
  summary: "List a webhook's newest deliveries with their attempts",
  method: "GET",
  scope: "private",
  path: `${below}/{webhook_uuid}/deliveries`,
  credential: "api-key",
  query: ["limit"],
  body: undefined,
  success: 200,
  detail: webhookDeliveryList,
  errors: [...keyErrors, "VALIDATION_FAILED"],
});

/** Extension: sends a delivery again, under the id that it had; switches a disabled webhook on. */
export const redeliverWebhook = defineEndpoint({
  id: "webhooks.redeliver",
  summary: "Send one delivery again; a disabled webhook is switched on",
  method: "POST",
  scope: "private",
  path: `${below}/{webhook_uuid}/deliveries/{delivery_uuid}/redeliver`,
  credential: "api-key",
  body: undefined,
  success: 200,
  detail: webhookDelivery,
  errors: keyErrors,
});
