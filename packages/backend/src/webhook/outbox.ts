import { randomUUID } from "node:crypto";
import type { WebhookEvent } from "@notice-consent/contract";
import { and, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Queryable } from "../db/connect.ts";
import { webhookDeliveries, webhookMessages, webhooks } from "../db/operation-schema.ts";

/** Writes events down for the webhooks that want them, in the transaction of what they report. */
export async function enqueueEvents(
  tx: Queryable,
  keys: InstanceKeys,
  about: { readonly workspaceUuid: string; readonly personUuid: string },
  events: () => readonly WebhookEvent[],
): Promise<void> {
  const { workspaceUuid, personUuid } = about;
  const receivers = await tx
    .select({ uuid: webhooks.uuid, eventTypes: webhooks.eventTypes })
    .from(webhooks)
    .where(and(eq(webhooks.workspaceUuid, workspaceUuid), isNull(webhooks.disabledAt)))
    // Deleting a webhook waits for those who are about to write to it; unheld, it could fail the decision itself.
    .for("key share");
  if (receivers.length === 0) return;
  const messages = events().map((event) => ({
    event,
    receivers: receivers.filter(({ eventTypes }) => eventTypes.includes(event.event_type)),
  }));
  const wanted = messages.filter((message) => message.receivers.length > 0);
  if (wanted.length === 0) return;
  await tx.insert(webhookMessages).values(
    wanted.map(({ event }) => ({
      uuid: event.event_id,
      workspaceUuid,
      personUuid,
      eventType: event.event_type,
      sealedBody: keys.seal(JSON.stringify(event)),
    })),
  );
  await tx
    .insert(webhookDeliveries)
    .values(
      wanted.flatMap(({ event, receivers }) =>
        receivers.map(({ uuid }) => ({ uuid: randomUUID(), messageUuid: event.event_id, webhookUuid: uuid })),
      ),
    );
}

/** Takes the messages about erased people along, sent or not, with their deliveries and attempts. */
export async function forgetMessagesAbout(tx: Queryable, personUuids: readonly string[]): Promise<void> {
  if (personUuids.length === 0) return;
  await tx.delete(webhookMessages).where(inArray(webhookMessages.personUuid, [...personUuids]));
}

/** Forgets messages after 30 days; by then every one is delivered or given up. */
export async function forgetOldMessages(queries: Queryable): Promise<void> {
  await queries
    .delete(webhookMessages)
    .where(lt(webhookMessages.createdAt, sql`clock_timestamp() - interval '30 days'`));
}
