import { bigserial, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import type { DeliveryStatus, WebhookEventType } from "@notice-consent/contract";
import { workspaces } from "./access-schema.ts";
import { createdAt, moment } from "./columns.ts";

/** Addresses that want a workspace's consent events. */
export const webhooks = pgTable(
  "webhooks",
  {
    uuid: uuid("uuid").primaryKey(),
    workspaceUuid: uuid("workspace_uuid")
      .notNull()
      .references(() => workspaces.uuid),
    url: text("url").notNull(),
    eventTypes: text("event_types").array().$type<WebhookEventType[]>().notNull(),
    /** The signing secret, encrypted under a server key. */
    sealedSecret: text("sealed_secret").notNull(),
    createdAt: createdAt(),
    /** Failed attempts since the last one that succeeded, and when the first of them was. */
    consecutiveFailures: integer("consecutive_failures").notNull().default(0),
    failingSince: moment("failing_since"),
    disabledAt: moment("disabled_at"),
    disabledReason: text("disabled_reason"),
  },
  (table) => [index("webhooks_workspace").on(table.workspaceUuid)],
);

/** The outbox: events that were written in the transaction of what they report. */
export const webhookMessages = pgTable(
  "webhook_messages",
  {
    /** The event's id, and the `webhook-id` of every attempt. */
    uuid: uuid("uuid").primaryKey(),
    workspaceUuid: uuid("workspace_uuid").notNull(),
    /** Whom it is about, so that erasing a person takes it along. */
    personUuid: uuid("person_uuid").notNull(),
    eventType: text("event_type").$type<WebhookEventType>().notNull(),
    /** The body, encrypted under a server key, since it names the person. */
    sealedBody: text("sealed_body").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("webhook_messages_person").on(table.personUuid), index("webhook_messages_age").on(table.createdAt)],
);

/** One message on its way to one webhook. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    uuid: uuid("uuid").primaryKey(),
    /** Order in which messages are first attempted. */
    sequence: bigserial("sequence", { mode: "number" }).notNull(),
    messageUuid: uuid("message_uuid")
      .notNull()
      .references(() => webhookMessages.uuid, { onDelete: "cascade" }),
    webhookUuid: uuid("webhook_uuid")
      .notNull()
      .references(() => webhooks.uuid, { onDelete: "cascade" }),
    status: text("status").$type<DeliveryStatus>().notNull().default("pending"),
    /** Failed attempts of the present round; a redelivery begins a new one. */
    failures: integer("failures").notNull().default(0),
    createdAt: createdAt(),
    nextAttemptAt: moment("next_attempt_at")
      .notNull()
      .default(sql`clock_timestamp()`),
    /** Until when a process has it in hand; a process that dies lets it run out. */
    heldUntil: moment("held_until"),
  },
  (table) => [
    index("webhook_deliveries_due")
      .on(table.nextAttemptAt)
      .where(sql`${table.status} = 'pending'`),
    index("webhook_deliveries_webhook").on(table.webhookUuid, table.sequence),
    index("webhook_deliveries_message").on(table.messageUuid),
  ],
);

/** The delivery log. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    uuid: uuid("uuid").primaryKey(),
    deliveryUuid: uuid("delivery_uuid")
      .notNull()
      .references(() => webhookDeliveries.uuid, { onDelete: "cascade" }),
    attempt: integer("attempt").notNull(),
    at: moment("at").notNull(),
    status: integer("status"),
    failure: text("failure"),
    durationMs: integer("duration_ms").notNull(),
    nextAttemptAt: moment("next_attempt_at"),
  },
  (table) => [index("webhook_attempts_delivery").on(table.deliveryUuid, table.attempt)],
);

/** Limits that all processes share and that survive a restart. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    /** Keyed hash of the limit's name and of whom it limits. */
    key: text("key").primaryKey(),
    /** When the bucket is empty again: the theoretical arrival time of GCRA. */
    emptyAt: moment("empty_at").notNull(),
  },
  (table) => [index("rate_limits_empty").on(table.emptyAt)],
);
