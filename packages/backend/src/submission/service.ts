import {
  checkSubmission,
  ConsentError,
  type ConsentRecord,
  coverage,
  type DecidedPurpose,
  outcomeOf,
  type ParsedSubmission,
  recordAfter,
  type SubmissionDetail,
  submitConsent,
  type ValidateAgainst,
  type Verdict,
} from "@notice-consent/contract";
import type { Principal } from "../auth/access-token.ts";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database, Queryable } from "../db/connect.ts";
import { StaleRead } from "../db/failure.ts";
import { type GrantScope, recordOf } from "../ledger/grants.ts";
import type { LedgerRow } from "../ledger/chain.ts";
import { sealWords } from "../ledger/sealed-words.ts";
import { placeEvent } from "../ledger/store.ts";
import type { ActiveNotice, NoticeStore } from "../notice/store.ts";
import { readIdentity } from "../token/sealed-identity.ts";
import { assertLive } from "../token/session.ts";
import { findOrCreateConsenting } from "../user/consenting-person.ts";
import { decisionEvents } from "../webhook/consent-event.ts";
import { enqueueEvents } from "../webhook/outbox.ts";
import { decisionContent, decisionWords } from "./decision-event.ts";
import { grantsAfter } from "./grants-after.ts";
import { hashBody } from "./idempotency.ts";
import { type Circumstances, type Decider, readCircumstances, readStanding, writeDecision } from "./store.ts";

/** One decision of one person, as it came in. */
export interface Submission {
  readonly body: ParsedSubmission;
  /** The body as it was sent, to tell a repetition from another act under the same key. */
  readonly bytes: Uint8Array;
  readonly idempotencyKey: string | undefined;
}

/** Records decisions. */
export interface SubmissionService {
  /**
   * Writes one event and returns the answer's text; a repeated key gets the first answer byte for byte.
   * Throws without having written anything: `NOT_FOUND`, `NOTICE_VERSION_CHANGED`, `INVALID_PURPOSE`, `SESSION_REVOKED`,
   * `INVALID_TOKEN`, `IDEMPOTENCY_MISMATCH`, `IDEMPOTENCY_IN_PROGRESS`.
   */
  submit(principal: Principal, submission: Submission): Promise<string>;
}

/** The submission service over a database. */
export function createSubmissionService(
  database: Database,
  keys: InstanceKeys,
  notices: NoticeStore,
): SubmissionService {
  async function submit(tx: Queryable, principal: Principal, submission: Submission): Promise<string> {
    const { address, subject, familyUuid } = principal;
    const { body, idempotencyKey } = submission;
    const scope =
      idempotencyKey === undefined
        ? undefined
        : { workspaceUuid: address.workspaceUuid, subject, route: submitConsent.id, key: idempotencyKey };
    const bodyHash = hashBody(submission.bytes);
    const about = { address, familyUuid, subject, noticeUuid: body.notice_uuid, scope };
    const read = () => readCircumstances(tx, about);
    const found = await read();
    if (found === undefined || found.family.subject !== subject) throw new ConsentError("INVALID_TOKEN");
    const kept = answerOf(found, bodyHash);
    if (kept !== undefined) return kept;
    assertLive(found.family, subject);
    if (found.notice === null) throw new ConsentError("NOT_FOUND");
    const notice = await notices.readVersion(
      tx,
      { uuid: body.notice_uuid, name: found.notice.name, address },
      found.notice.versionUuid,
    );
    assertVersion(notice, body);
    const decided = check(notice, body);
    if (found.person === null) {
      const identity = readIdentity(keys, found.family.sealedIdentifiers);
      await findOrCreateConsenting(tx, keys, address.workspaceUuid, subject, identity);
    }
    const now = found.person === null ? await read() : found;
    // Erased while this was under way: the session has ended with the person.
    if (now === undefined || now.family.subject !== subject || now.family.revoked) throw new StaleRead();
    const { identityUuid, person, at, isWatched } = now;
    // Linked while this waited for the lock: its primary is somebody else now.
    if (identityUuid === null || person === null || person.primaryUuid !== null) throw new StaleRead();
    const act = { notice, identityUuid, person, at, decided, body };
    const { detail, event, grants, before } = await decide(tx, keys, act);
    const answer = JSON.stringify({ detail });
    const keeping = scope === undefined ? undefined : { scope, bodyHash, answer };
    await writeDecision(tx, { event, noticeUuid: notice.facts.uuid, grants, kept: keeping });
    if (isWatched) await tellWebhooks(tx, keys, act, event, detail, before);
    return answer;
  }

  return {
    submit: (principal, submission) => database.transaction((tx) => submit(tx, principal, submission)),
  };
}

/** A decision under the person's lock. */
interface LockedAct {
  readonly notice: ActiveNotice;
  readonly identityUuid: string;
  readonly person: Decider;
  readonly at: string;
  readonly decided: readonly DecidedPurpose[];
  readonly body: ParsedSubmission;
}

function answerOf({ kept }: Circumstances, bodyHash: string): string | undefined {
  if (kept === null) return undefined;
  if (kept.bodyHash !== bodyHash) throw new ConsentError("IDEMPOTENCY_MISMATCH");
  if (kept.answer === null) throw new ConsentError("IDEMPOTENCY_IN_PROGRESS");
  return kept.answer;
}

function assertVersion({ version }: ActiveNotice, body: ParsedSubmission): void {
  const { notice_version_uuid: uuid, notice_content_hash: hash } = body;
  if ((uuid && uuid !== version.uuid) || (hash && hash !== version.contentHash)) {
    throw new ConsentError("NOTICE_VERSION_CHANGED");
  }
}

function check({ content }: ActiveNotice, body: ParsedSubmission): readonly DecidedPurpose[] {
  const result = checkSubmission({ active_config: content }, body.purposes);
  switch (result.status) {
    case "valid":
      return result.decided;
    case "unknown":
      throw new ConsentError("INVALID_PURPOSE", { message: `The notice has no ${result.what} ${result.uuid}.` });
    case "repeated":
      throw new ConsentError("INVALID_PURPOSE", { message: `The submission names ${result.uuid} twice.` });
    default:
      return result satisfies never;
  }
}

async function decide(tx: Queryable, keys: InstanceKeys, act: LockedAct) {
  const { notice, identityUuid, person, at, decided, body } = act;
  const specificUuid = body.meta_data?.specific_uuid ?? undefined;
  const scope: GrantScope = { personUuid: person.uuid, noticeUuid: notice.facts.uuid, specificUuid };
  const standing = await readStanding(tx, scope);
  // Asked after the event was dated: what was the active version then is the one that is recorded.
  if (standing.activeVersionUuid !== notice.version.uuid) throw new StaleRead();
  const before = recordOf(standing.rows, notice.reconsentFrom);
  const rules = { active_config: notice.content };
  const outcome = outcomeOf(rules, decided, before, body.declined === true);
  const event = placeEvent(person, at, {
    kind: "decision",
    identityUuid,
    content: decisionContent(notice, decided, body, outcome, before),
    sealed: sealWords(keys, person, decisionWords(body)),
  });
  const { rows, changed } = grantsAfter(notice, scope, decided, before, event);
  const after = { ...recordAfter(rules, decided, before), ...changed };
  const detail = {
    event_uuid: event.uuid,
    recorded_at: event.recordedAt,
    outcome,
    verdict: judge(rules, after, body.validate_against ?? "all"),
    user_uuid: person.uuid,
    purpose_selections: after,
  } satisfies SubmissionDetail;
  return { detail, event, grants: rows, before };
}

function judge(rules: Parameters<typeof coverage>[0], after: ConsentRecord, mode: ValidateAgainst): Verdict {
  const state = coverage(rules, after, mode);
  return {
    validate_against: mode,
    may_proceed: state.status === "covered",
    outstanding: state.status === "covered" ? [] : [...state.items],
  };
}

function tellWebhooks(
  tx: Queryable,
  keys: InstanceKeys,
  { notice, person, decided, body }: LockedAct,
  event: LedgerRow,
  {
    outcome,
    purpose_selections: after,
  }: Pick<Awaited<ReturnType<typeof decide>>["detail"], "outcome" | "purpose_selections">,
  before: ConsentRecord,
): Promise<void> {
  const { workspaceUuid, uuid: personUuid } = person;
  return enqueueEvents(tx, keys, { workspaceUuid, personUuid }, () =>
    decisionEvents(
      {
        uuid: event.uuid,
        recordedAt: event.recordedAt,
        position: event.position,
        organisationUuid: notice.facts.address.organisationUuid,
        workspaceUuid,
        noticeUuid: notice.facts.uuid,
        noticeVersion: notice.version.number,
        source: body.source ?? undefined,
        userUuid: personUuid,
        orgUserId: person.orgUserId,
      },
      { outcome, before, after, purposeUuids: decided.map(({ purpose_uuid }) => purpose_uuid) },
    ),
  );
}
