import { randomBytes, randomUUID } from "node:crypto";
import {
  composeWebhookSecret,
  ConsentError,
  type CreatedWebhook,
  type CreateWebhookBody,
  type Webhook,
  type WebhookDelivery,
  webhookEventTypes,
  webhookLimit,
} from "@notice-consent/contract";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database } from "../db/connect.ts";
import { asUuid } from "../http/uuid.ts";
import { type LoggedDelivery, readDeliveries, renewDelivery } from "./delivery-store.ts";
import {
  findWebhook,
  insertWebhook,
  lockWorkspace,
  readWebhooks,
  removeWebhook,
  type StoredWebhook,
  switchOn,
} from "./store.ts";
import { findTarget, type TargetPolicy, type TargetRefusal } from "./target.ts";

/** Manages the webhooks of a workspace; a webhook of another one is `NOT_FOUND`. */
export interface WebhookService {
  /** Throws `VALIDATION_FAILED` for an address that may not be called and `CONFLICT` above the limit. */
  create(workspaceUuid: string, body: CreateWebhookBody): Promise<CreatedWebhook>;
  list(workspaceUuid: string): Promise<readonly Webhook[]>;
  remove(workspaceUuid: string, uuid: string): Promise<void>;
  deliveries(workspaceUuid: string, uuid: string, most: number): Promise<readonly WebhookDelivery[]>;
  redeliver(workspaceUuid: string, uuid: string, deliveryUuid: string): Promise<WebhookDelivery>;
}

/** The webhook service over a database. */
export function createWebhookService(database: Database, keys: InstanceKeys, targets: TargetPolicy): WebhookService {
  async function find(workspaceUuid: string, given: string): Promise<StoredWebhook> {
    const uuid = asUuid(given);
    const webhook = uuid === undefined ? undefined : await findWebhook(database.queries, workspaceUuid, uuid);
    if (webhook === undefined) throw new ConsentError("NOT_FOUND");
    return webhook;
  }

  return {
    async create(workspaceUuid, body) {
      const target = await findTarget(body.url, targets);
      if (target.status === "refused") throw refusal(target.reason);
      const secret = composeWebhookSecret(randomBytes(32));
      const row = await database.transaction(async (tx) => {
        await lockWorkspace(tx, workspaceUuid);
        if ((await readWebhooks(tx, workspaceUuid)).length >= webhookLimit) {
          throw new ConsentError("CONFLICT", { message: `A workspace has at most ${webhookLimit} webhooks.` });
        }
        return insertWebhook(tx, {
          uuid: randomUUID(),
          workspaceUuid,
          url: target.url.href,
          eventTypes: [...new Set(body.event_types ?? webhookEventTypes)],
          sealedSecret: keys.seal(secret),
        });
      });
      return { ...wireWebhook(row), secret };
    },
    async list(workspaceUuid) {
      return (await readWebhooks(database.queries, workspaceUuid)).map(wireWebhook);
    },
    async remove(workspaceUuid, uuid) {
      const webhook = await find(workspaceUuid, uuid);
      if (!(await removeWebhook(database.queries, workspaceUuid, webhook.uuid))) throw new ConsentError("NOT_FOUND");
    },
    async deliveries(workspaceUuid, uuid, most) {
      const webhook = await find(workspaceUuid, uuid);
      return (await readDeliveries(database.queries, webhook.uuid, { most })).map(wireDelivery);
    },
    async redeliver(workspaceUuid, uuid, deliveryUuid) {
      const webhook = await find(workspaceUuid, uuid);
      const delivery = asUuid(deliveryUuid);
      if (delivery === undefined) throw new ConsentError("NOT_FOUND");
      const [row] = await database.transaction(async (tx) => {
        if (!(await renewDelivery(tx, webhook.uuid, delivery))) return [];
        await switchOn(tx, webhook.uuid);
        return readDeliveries(tx, webhook.uuid, { most: 1, uuid: delivery });
      });
      if (row === undefined) throw new ConsentError("NOT_FOUND");
      return wireDelivery(row);
    },
  };
}

const refusals: Readonly<Record<TargetRefusal, string>> = {
  "not-a-url": "Not an address",
  "not-https": "The address has to start with https",
  credentials: "The address must not carry a user name or a password",
  unresolved: "The host has no address",
  "private-address": "The host lies in a network that webhooks may not reach",
};

function refusal(reason: TargetRefusal): ConsentError {
  return new ConsentError("VALIDATION_FAILED", { detail: { fields: [{ path: "url", message: refusals[reason] }] } });
}

function wireWebhook(row: StoredWebhook): Webhook {
  return {
    uuid: row.uuid,
    url: row.url,
    event_types: row.eventTypes,
    created_at: row.createdAt.toISOString(),
    disabled_at: row.disabledAt?.toISOString() ?? null,
    disabled_reason: row.disabledReason,
  };
}

function wireDelivery(row: LoggedDelivery): WebhookDelivery {
  return {
    uuid: row.uuid,
    event_id: row.messageUuid,
    event_type: row.eventType,
    status: row.status,
    created_at: row.createdAt.toISOString(),
    next_attempt_at: row.status === "pending" ? row.nextAttemptAt.toISOString() : null,
    attempts: row.attempts.map(({ attempt, at, status, failure, durationMs, nextAttemptAt }) => ({
      attempt,
      at: at.toISOString(),
      status,
      failure,
      duration_ms: durationMs,
      next_attempt_at: nextAttemptAt?.toISOString() ?? null,
    })),
  };
}
