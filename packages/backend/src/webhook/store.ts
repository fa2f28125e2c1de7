import type { WebhookEventType } from "@notice-consent/contract";
import { and, asc, eq, sql } from "drizzle-orm";
import type { Queryable } from "../db/connect.ts";
import { workspaces } from "../db/access-schema.ts";
import { webhooks } from "../db/operation-schema.ts";

/** A webhook as it is stored. */
export type StoredWebhook = typeof webhooks.$inferSelect;

/** What a new webhook is made of. */
export interface NewWebhook {
  readonly uuid: string;
  readonly workspaceUuid: string;
  readonly url: string;
  readonly eventTypes: readonly WebhookEventType[];
  readonly sealedSecret: string;
}

/** Locks the workspace, so that two new webhooks are counted one after the other. */
export async function lockWorkspace(tx: Queryable, workspaceUuid: string): Promise<void> {
  await tx
    .select({ uuid: workspaces.uuid })
    .from(workspaces)
    .where(eq(workspaces.uuid, workspaceUuid))
    .for("no key update");
}

/** Adds a webhook. */
export async function insertWebhook(tx: Queryable, webhook: NewWebhook): Promise<StoredWebhook> {
  const [row] = await tx
    .insert(webhooks)
    .values({ ...webhook, eventTypes: [...webhook.eventTypes] })
    .returning();
  if (row === undefined) throw new Error("The webhook was not written.");
  return row;
}

/** A workspace's webhooks, oldest first. */
export function readWebhooks(queries: Queryable, workspaceUuid: string): Promise<StoredWebhook[]> {
  return queries
    .select()
    .from(webhooks)
    .where(eq(webhooks.workspaceUuid, workspaceUuid))
    .orderBy(asc(webhooks.createdAt), asc(webhooks.uuid));
}

/** A webhook, if it is one of the workspace. */
export async function findWebhook(
  queries: Queryable,
  workspaceUuid: string,
  uuid: string,
): Promise<StoredWebhook | undefined> {
  const [row] = await queries.select().from(webhooks).where(inWorkspace(workspaceUuid, uuid));
  return row;
}

/** Deletes a webhook with its deliveries and says whether there was one. */
export async function removeWebhook(queries: Queryable, workspaceUuid: string, uuid: string): Promise<boolean> {
  const rows = await queries
    .delete(webhooks)
    .where(inWorkspace(workspaceUuid, uuid))
    .returning({ uuid: webhooks.uuid });
  return rows.length > 0;
}

/** Switches a webhook on again, its failures forgotten. */
export async function switchOn(tx: Queryable, uuid: string): Promise<void> {
  await tx
    .update(webhooks)
    .set({ consecutiveFailures: 0, failingSince: null, disabledAt: null, disabledReason: null })
    .where(eq(webhooks.uuid, uuid));
}

/** Counts a failed attempt and returns how many there were in a row, and since when. */
export async function countFailure(
  tx: Queryable,
  uuid: string,
  at: Date,
): Promise<{ readonly failures: number; readonly since: Date | null } | undefined> {
  const [row] = await tx
    .update(webhooks)
    .set({
      consecutiveFailures: sql`${webhooks.consecutiveFailures} + 1`,
      failingSince: sql`coalesce(${webhooks.failingSince}, ${at.toISOString()}::timestamptz)`,
    })
    .where(eq(webhooks.uuid, uuid))
    .returning({ failures: webhooks.consecutiveFailures, since: webhooks.failingSince });
  return row;
}

/** Switches a webhook off, with the reason that its list shows. */
export async function switchOff(tx: Queryable, uuid: string, at: Date, reason: string): Promise<void> {
  await tx.update(webhooks).set({ disabledAt: at, disabledReason: reason }).where(eq(webhooks.uuid, uuid));
}

function inWorkspace(workspaceUuid: string, uuid: string) {
  return and(eq(webhooks.workspaceUuid, workspaceUuid), eq(webhooks.uuid, uuid));
}
