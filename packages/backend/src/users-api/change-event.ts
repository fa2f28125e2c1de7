import { mayBecome, type patchEvent, type UsersApiBody } from "@notice-consent/contract/users-api";
import type { LedgerRow } from "../ledger/chain.ts";
import { appendEventAt, readTimeAfter } from "../ledger/store.ts";
import { bareChoices } from "./choices.ts";
import { type EventRow, type StoredEvent, updateEvent } from "./event-store.ts";
import { type EventWords, openEvent, sealEvent } from "./event-words.ts";
import { badFields, UsersApiFailure } from "./failure.ts";
import type { LockedRecord } from "./identity.ts";
import {
  actorOf,
  assertChoices,
  type EventDesk,
  hashOf,
  hashOfJson,
  refusesAnything,
  settlementOf,
} from "./record-event.ts";
import { settleGrants } from "./settle-grants.ts";
import { applyUserFacts, forgetCountryOf } from "./user-facts.ts";

/** One change to an event: its ledger entry, and what is read of the event from then on. */
interface Change {
  readonly entry: LedgerRow;
  readonly row: Partial<EventRow>;
  readonly words: EventWords;
}

/**
 * Changes what is read of an event: a correction and an approval are each a ledger entry of their own.
 * A change of status or choices counts from now on; a change of anything else leaves the order of events alone.
 */
export async function amendEvent(
  desk: EventDesk,
  record: LockedRecord,
  stored: StoredEvent,
  body: UsersApiBody<typeof patchEvent>,
): Promise<StoredEvent> {
  const { tx, keys, settings } = desk;
  const { status, ...sent } = body;
  const words = openEvent(keys, stored);
  if (words === undefined) throw new UsersApiFailure("NotFound", "There is no such event or user.");
  if (status !== undefined && !mayBecome(stored.row.status, status))
    throw badFields([{ path: "status", message: "A confirmed event stays confirmed" }]);
  if (sent.consents !== undefined) assertChoices(settings, sent.consents);
  const at = await readTimeAfter(tx, record.head);
  const isCorrection = Object.values(sent).some((value) => value !== undefined);
  const corrected = isCorrection ? await correct(desk, record, stored, words, given(sent), at) : undefined;
  const isApproval = stored.row.status === "pending_approval" && status === "confirmed";
  const approved = isApproval
    ? await approve(desk, after(record, corrected), stored, corrected?.words ?? words, at)
    : undefined;
  const last = approved ?? corrected;
  if (last === undefined) return stored;
  const change = { ...corrected?.row, ...approved?.row };
  await updateEvent(tx, stored.row.uuid, change);
  const changed = { ...stored, row: { ...stored.row, ...change } };
  if (approved !== undefined) await applyUserFacts(desk, record.person, changed, approved.words);
  const choiceSets = [stored.row.choices, changed.row.choices];
  const bears =
    changed.row.status === "confirmed" &&
    changed.row.regulation === settings.regulation &&
    (isApproval || corrected?.row.choices !== undefined) &&
    choiceSets.some(refusesAnything);
  if (bears) await settleGrants(tx, keys, settlementOf(desk, after(record, last), last.entry, true), undefined);
  return changed;
}

async function correct(
  { tx, keys, holder }: EventDesk,
  { head }: LockedRecord,
  { row, identity }: StoredEvent,
  before: EventWords,
  sent: Partial<EventWords>,
  at: string,
): Promise<Change> {
  const words = { ...before, ...sent };
  const sealed = sealEvent(keys, identity, words);
  const choices = bareChoices(words.consents);
  const isOtherChoice = hashOfJson(words.consents) !== hashOfJson(before.consents);
  const entry = await appendEventAt(tx, head, at, {
    kind: "amended",
    identityUuid: row.identityUuid,
    content: {
      event_uuid: row.uuid,
      words_hash: hashOf(sealed),
      ...(isOtherChoice && { choices, effective_at: at }),
      ...actorOf(holder, words),
    },
  });
  const changed = isOtherChoice ? { choices, effectiveAt: at } : {};
  return { entry, words, row: { sealed, updatedAt: at, ...changed } };
}

async function approve(
  { tx, holder }: EventDesk,
  { head }: LockedRecord,
  { row }: StoredEvent,
  words: EventWords,
  at: string,
): Promise<Change> {
  const entry = await appendEventAt(tx, head, at, {
    kind: "confirmed",
    identityUuid: row.identityUuid,
    content: { event_uuid: row.uuid, effective_at: at, ...actorOf(holder, words) },
  });
  return { entry, words, row: { status: "confirmed", effectiveAt: at, updatedAt: at } };
}

/**
 * Takes events of one person back, each by an entry of its own: the status becomes what it would be without them.
 * What that means for notices is settled once, after the last one.
 */
export async function retractEvents(
  desk: EventDesk,
  record: LockedRecord,
  events: readonly StoredEvent[],
): Promise<void> {
  const { tx, keys, holder, settings } = desk;
  let standing = record;
  let bearing: LedgerRow | undefined;
  for (const stored of events) {
    const { row } = stored;
    const at = await readTimeAfter(tx, standing.head);
    const entry = await appendEventAt(tx, standing.head, at, {
      kind: "retracted",
      identityUuid: row.identityUuid,
      content: { event_uuid: row.uuid, key: holder.key },
    });
    await updateEvent(tx, row.uuid, { retractedAt: new Date(at), updatedAt: at });
    await forgetCountryOf(desk, stored);
    const bears = row.status === "confirmed" && row.regulation === settings.regulation && refusesAnything(row.choices);
    if (bears) bearing = entry;
    standing = after(standing, { entry });
  }
  if (bearing !== undefined) await settleGrants(tx, keys, settlementOf(desk, record, bearing, true), undefined);
}

/** A record whose chain has one entry more. */
function after(record: LockedRecord, change: Pick<Change, "entry"> | undefined): LockedRecord {
  if (change === undefined) return record;
  const { position: chainLength, hash: chainHead } = change.entry;
  return { ...record, head: { ...record.head, chainLength, chainHead } };
}

function given(sent: Omit<UsersApiBody<typeof patchEvent>, "status">): Partial<EventWords> {
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
}
