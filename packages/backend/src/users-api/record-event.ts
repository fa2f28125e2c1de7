import { createHash } from "node:crypto";
import { canonicalJson, isJson } from "@notice-consent/contract";
import { consentsFaults, type EventStatus, type SentConsents } from "@notice-consent/contract/users-api";
import type { SessionHolder } from "../auth/session.ts";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Queryable } from "../db/connect.ts";
import type { LedgerRow } from "../ledger/chain.ts";
import { readRefusals } from "../ledger/refusals.ts";
import { appendEventAt, readTimeAfter } from "../ledger/store.ts";
import { bareChoices, vendorFaults } from "./choices.ts";
import { type EventRow, insertEvent, type StoredEvent } from "./event-store.ts";
import { type EventWords, sealEvent } from "./event-words.ts";
import { badFields } from "./failure.ts";
import { type LockedRecord, readAnew } from "./identity.ts";
import type { WorkspaceSettings } from "./settings.ts";
import { settleGrants } from "./settle-grants.ts";
import { applyUserFacts } from "./user-facts.ts";

/** Where and by whom events are written. */
export interface EventDesk {
  readonly tx: Queryable;
  readonly keys: InstanceKeys;
  readonly settings: WorkspaceSettings;
  readonly holder: SessionHolder;
}

/** An event that is to be written. */
export interface NewUsersEvent {
  readonly id: string | undefined;
  /** As the caller dated it. */
  readonly createdAt: string | undefined;
  readonly status: EventStatus;
  readonly regulation: string;
  readonly words: EventWords;
  /** SHA-256 of the body that it came in. */
  readonly bodyHash: string;
  readonly source: "event" | "user-create" | "user-patch";
  readonly tellsWebhooks: boolean;
}

const mostAheadMs = 5 * 60 * 1000;

/**
 * Writes an event: a ledger entry on the primary's chain, what is read of it, and what it means for notices and for the
 * record. The record has to be locked; what is returned is as it stands now.
 */
export async function recordEvent(
  desk: EventDesk,
  record: LockedRecord,
  given: NewUsersEvent,
): Promise<{ readonly stored: StoredEvent; readonly record: LockedRecord }> {
  const { tx, keys, settings, holder } = desk;
  const { consents } = given.words;
  assertChoices(settings, consents);
  const at = await readTimeAfter(tx, record.head);
  const createdAt = given.createdAt ?? at;
  if (Date.parse(createdAt) > Date.parse(at) + mostAheadMs)
    throw badFields([{ path: "created_at", message: "More than 5 minutes from now" }]);
  // A clock that runs ahead dates nothing after what is decided next.
  const effectiveAt = createdAt < at ? createdAt : at;
  const choices = bareChoices(consents);
  const sealed = sealEvent(keys, record.person, given.words);
  const countsForNotices = given.regulation === settings.regulation;
  const entry = await appendEventAt(tx, record.head, at, {
    kind: "event",
    identityUuid: record.person.uuid,
    content: {
      regulation: given.regulation,
      status: given.status,
      created_at: createdAt,
      effective_at: effectiveAt,
      counts_for_notices: countsForNotices,
      choices,
      words_hash: hashOf(sealed),
      source: given.source,
      ...actorOf(holder, given.words),
    },
  });
  const row: EventRow = {
    uuid: entry.uuid,
    workspaceUuid: record.head.workspaceUuid,
    id: given.id ?? entry.uuid,
    identityUuid: record.person.uuid,
    personUuid: record.head.uuid,
    regulation: given.regulation,
    status: given.status,
    createdAt,
    effectiveAt,
    recordedAt: at,
    updatedAt: null,
    choices,
    sealed,
    bodyHash: given.bodyHash,
    retractedAt: null,
  };
  await insertEvent(tx, row);
  const stored = { row, identity: record.person };
  if (given.status === "confirmed") {
    await applyUserFacts(desk, record.person, stored, given.words);
    if (countsForNotices && refusesAnything(choices)) {
      const stated = { ...row, countsForNotices, refusals: readRefusals(choices) };
      await settleGrants(
        tx,
        keys,
        settlementOf(desk, record, entry, given.tellsWebhooks),
        effectiveAt === at ? stated : undefined,
      );
    }
  }
  return { stored, record: await readRecordAnew(tx, record) };
}

/** What a ledger entry says of who acted: the key, and whether a third party did so through it. */
export function actorOf({ key }: SessionHolder, { delegate }: Pick<EventWords, "delegate">) {
  return { key, by: delegate === undefined ? "organisation" : "delegate" };
}

/** What settling grants needs to know. */
export function settlementOf({ holder }: EventDesk, { head }: LockedRecord, entry: LedgerRow, tellsWebhooks: boolean) {
  return { head, organisationUuid: holder.address.organisationUuid, entry, tellsWebhooks };
}

/** True for choices that could end a grant of a notice. */
export function refusesAnything(choices: unknown): boolean {
  const { purposes, elements } = readRefusals(choices);
  return purposes.size > 0 || elements.size > 0;
}

/** The rows of a record that is locked, as they are now. */
export async function readRecordAnew(tx: Queryable, { person, head }: LockedRecord): Promise<LockedRecord> {
  const now = await readAnew(tx, person.uuid);
  return { person: now, head: head.uuid === person.uuid ? now : await readAnew(tx, head.uuid) };
}

/** The commitment to a text that can be erased. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Throws a `BadRequest` with the path of each id that cannot be chosen, and for the fields of the other schema. */
export function assertChoices({ schemaVersion, catalogue }: WorkspaceSettings, sent: SentConsents): void {
  const faults = [...consentsFaults(schemaVersion, catalogue, sent), ...vendorFaults(sent)];
  if (faults.length > 0) throw badFields(faults);
}

/** A body's hash, by whatever spelling it was sent in. */
export function hashBody(bytes: Uint8Array): string {
  return hashOfJson(JSON.parse(new TextDecoder().decode(bytes)));
}

/** The hash of a JSON value, by whatever spelling it was sent in. */
export function hashOfJson(value: unknown): string {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  return hashOf(isJson(plain) ? canonicalJson(plain) : "");
}
