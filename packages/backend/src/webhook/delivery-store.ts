import { randomUUID } from "node:crypto";
import type { DeliveryStatus, WebhookEventType } from "@notice-consent/contract";
import { and, asc, desc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { Queryable } from "../db/connect.ts";
import { webhookAttempts, webhookDeliveries, webhookMessages, webhooks } from "../db/operation-schema.ts";

/** A delivery that this process has in hand. */
export interface HeldDelivery {
  readonly uuid: string;
  readonly webhookUuid: string;
  readonly url: string;
  readonly sealedSecret: string;
  /** The event's id. */
  readonly messageUuid: string;
  readonly sealedBody: string;
  /** Failed attempts of the present round. */
  readonly failures: number;
}

/** One line of the delivery log. */
export type LoggedAttempt = typeof webhookAttempts.$inferSelect;

/** A delivery with its log. */
export interface LoggedDelivery {
  readonly uuid: string;
  readonly messageUuid: string;
  readonly eventType: WebhookEventType;
  readonly status: DeliveryStatus;
  readonly createdAt: Date;
  readonly nextAttemptAt: Date;
  readonly attempts: readonly LoggedAttempt[];
}

/** The webhooks that something is due for; each gets a lane of its own, so that none waits for another. */
export async function findDueWebhooks(queries: Queryable, now: Date): Promise<readonly string[]> {
  const rows = await queries
    .selectDistinct({ uuid: webhookDeliveries.webhookUuid })
    .from(webhookDeliveries)
    .innerJoin(webhooks, eq(webhooks.uuid, webhookDeliveries.webhookUuid))
    .where(and(isDue(now), isNull(webhooks.disabledAt)));
  return rows.map(({ uuid }) => uuid);
}

/**
 * Takes the oldest due deliveries of a webhook in hand until a moment; other processes pass over them until then.
 * A process that ends before it has settled them leaves them to be sent again, under the same id.
 */
export async function holdDeliveries(
  database: { transaction<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result> },
  webhookUuid: string,
  now: Date,
  until: Date,
  most: number,
): Promise<readonly HeldDelivery[]> {
  return database.transaction(async (tx) => {
    const due = await tx
      .select({ uuid: webhookDeliveries.uuid })
      .from(webhookDeliveries)
      .where(and(eq(webhookDeliveries.webhookUuid, webhookUuid), isDue(now)))
      .orderBy(asc(webhookDeliveries.sequence))
      .limit(most)
      .for("update", { skipLocked: true });
    if (due.length === 0) return [];
    const uuids = due.map(({ uuid }) => uuid);
    await tx.update(webhookDeliveries).set({ heldUntil: until }).where(inArray(webhookDeliveries.uuid, uuids));
    return tx
      .select({
        uuid: webhookDeliveries.uuid,
        webhookUuid: webhookDeliveries.webhookUuid,
        url: webhooks.url,
        sealedSecret: webhooks.sealedSecret,
        messageUuid: webhookMessages.uuid,
        sealedBody: webhookMessages.sealedBody,
        failures: webhookDeliveries.failures,
      })
      .from(webhookDeliveries)
      .innerJoin(webhooks, eq(webhooks.uuid, webhookDeliveries.webhookUuid))
      .innerJoin(webhookMessages, eq(webhookMessages.uuid, webhookDeliveries.messageUuid))
      .where(inArray(webhookDeliveries.uuid, uuids))
      .orderBy(asc(webhookDeliveries.sequence));
  });
}

/** Lets deliveries go that were held and not attempted. */
export async function releaseDeliveries(queries: Queryable, uuids: readonly string[]): Promise<void> {
  if (uuids.length === 0) return;
  await queries
    .update(webhookDeliveries)
    .set({ heldUntil: null })
    .where(inArray(webhookDeliveries.uuid, [...uuids]));
}

/** Writes an attempt down and where the delivery stands after it; says whether the delivery still exists. */
export async function settleDelivery(
  tx: Queryable,
  uuid: string,
  attempt: Pick<LoggedAttempt, "at" | "status" | "failure" | "durationMs" | "nextAttemptAt">,
): Promise<boolean> {
  const status: DeliveryStatus =
    attempt.failure === null ? "delivered" : attempt.nextAttemptAt === null ? "failed" : "pending";
  const rows = await tx
    .update(webhookDeliveries)
    .set({
      status,
      heldUntil: null,
      ...(attempt.failure === null ? {} : { failures: sql`${webhookDeliveries.failures} + 1` }),
      ...(attempt.nextAttemptAt === null ? {} : { nextAttemptAt: attempt.nextAttemptAt }),
    })
    .where(eq(webhookDeliveries.uuid, uuid))
    .returning({ uuid: webhookDeliveries.uuid });
  if (rows.length === 0) return false;
  const number = sql<number>`(select count(*) + 1 from ${webhookAttempts} where ${webhookAttempts.deliveryUuid} = ${uuid})`;
  await tx.insert(webhookAttempts).values({ ...attempt, uuid: randomUUID(), deliveryUuid: uuid, attempt: number });
  return true;
}

/** Begins a new round of a delivery, due at once; says whether the webhook has such a delivery. */
export async function renewDelivery(tx: Queryable, webhookUuid: string, uuid: string): Promise<boolean> {
  const rows = await tx
    .update(webhookDeliveries)
    .set({ status: "pending", failures: 0, nextAttemptAt: sql`clock_timestamp()`, heldUntil: null })
    .where(and(eq(webhookDeliveries.webhookUuid, webhookUuid), eq(webhookDeliveries.uuid, uuid)))
    .returning({ uuid: webhookDeliveries.uuid });
  return rows.length > 0;
}

/** A webhook's deliveries with their logs, newest first; one of them alone where it is named. */
export async function readDeliveries(
  queries: Queryable,
  webhookUuid: string,
  { most, uuid }: { readonly most: number; readonly uuid?: string },
): Promise<readonly LoggedDelivery[]> {
  const rows = await queries
    .select({
      uuid: webhookDeliveries.uuid,
      messageUuid: webhookDeliveries.messageUuid,
      eventType: webhookMessages.eventType,
      status: webhookDeliveries.status,
      createdAt: webhookDeliveries.createdAt,
      nextAttemptAt: webhookDeliveries.nextAttemptAt,
    })
    .from(webhookDeliveries)
    .innerJoin(webhookMessages, eq(webhookMessages.uuid, webhookDeliveries.messageUuid))
    .where(
      and(
        eq(webhookDeliveries.webhookUuid, webhookUuid),
        uuid === undefined ? undefined : eq(webhookDeliveries.uuid, uuid),
      ),
    )
    .orderBy(desc(webhookDeliveries.sequence))
    .limit(most);
  if (rows.length === 0) return [];
  const uuids = rows.map((row) => row.uuid);
  const attempts = await queries
    .select()
    .from(webhookAttempts)
    .where(inArray(webhookAttempts.deliveryUuid, uuids))
    .orderBy(asc(webhookAttempts.attempt));
  return rows.map((row) => ({ ...row, attempts: attempts.filter(({ deliveryUuid }) => deliveryUuid === row.uuid) }));
}

function isDue(now: Date) {
  return and(
    eq(webhookDeliveries.status, "pending"),
    lte(webhookDeliveries.nextAttemptAt, now),
    or(isNull(webhookDeliveries.heldUntil), lte(webhookDeliveries.heldUntil, now)),
  );
}
