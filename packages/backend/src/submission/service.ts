import {
  checkSubmission,
  ConsentError,
  coverage,
  type DecidedPurpose,
  outcomeOf,
  type ParsedSubmission,
  recordAfter,
  type SubmissionDetail,
  submitConsent,
  type Verdict,
} from "@notice-consent/contract";
import type { Principal } from "../auth/access-token.ts";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database, Queryable } from "../db/connect.ts";
import { StaleRead } from "../db/failure.ts";
import { type GrantScope, readRecord, writeGrants } from "../ledger/grants.ts";
import { sealWords } from "../ledger/sealed-words.ts";
import { appendEvent } from "../ledger/store.ts";
import type { ActiveNotice, NoticeStore } from "../notice/store.ts";
import { readIdentity } from "../token/sealed-identity.ts";
import { findFamily } from "../token/store.ts";
import { findOrCreateConsenting } from "../user/consenting-person.ts";
import { lockPrimary, type Person } from "../user/store.ts";
import { decisionEvents } from "../webhook/consent-event.ts";
import { enqueueEvents } from "../webhook/outbox.ts";
import { decisionContent, decisionWords } from "./decision-event.ts";
import { grantsAfter } from "./grants-after.ts";
import { claimKey, keepAnswer } from "./idempotency.ts";

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
  async function submit(
    tx: Queryable,
    principal: Principal,
    { body, bytes, idempotencyKey }: Submission,
  ): Promise<string> {
    const { address, subject } = principal;
    const scope =
      idempotencyKey === undefined
        ? undefined
        : { workspaceUuid: address.workspaceUuid, subject, route: submitConsent.id, key: idempotencyKey };
    const claim = scope === undefined ? undefined : await claimKey(tx, scope, bytes);
    if (claim?.status === "answered") return claim.answer;
    const family = await findFamily(tx, address, principal.familyUuid);
    if (family === undefined || family.subject !== subject) throw new ConsentError("INVALID_TOKEN");
    if (family.revoked) throw new ConsentError("SESSION_REVOKED");
    const notice = await notices.findActive(tx, address, body.notice_uuid);
    if (notice === undefined) throw new ConsentError("NOT_FOUND");
    assertVersion(notice, body);
    const decided = check(notice, body);
    const identity = readIdentity(keys, family.sealedIdentifiers);
    const person = await findOrCreateConsenting(tx, keys, address.workspaceUuid, subject, identity);
    const detail = await record(tx, keys, notice, person, decided, body);
    // Asked after the event was dated: what was the active version then is the one that was recorded.
    if (!(await notices.isActive(tx, notice))) throw new StaleRead();
    const answer = JSON.stringify({ detail });
    if (scope !== undefined) await keepAnswer(tx, scope, answer);
    return answer;
  }

  return {
    submit: (principal, submission) => database.transaction((tx) => submit(tx, principal, submission)),
  };
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

async function record(
  tx: Queryable,
  keys: InstanceKeys,
  notice: ActiveNotice,
  identity: Person,
  decided: readonly DecidedPurpose[],
  body: ParsedSubmission,
): Promise<SubmissionDetail> {
  const person = await lockPrimary(tx, identity);
  const specificUuid = body.meta_data?.specific_uuid ?? undefined;
  const scope: GrantScope = { personUuid: person.uuid, noticeUuid: notice.facts.uuid, specificUuid };
  const before = await readRecord(tx, scope, notice.reconsentFrom);
  const rules = { active_config: notice.content };
  const outcome = outcomeOf(rules, decided, before, body.declined === true);
  const event = await appendEvent(tx, person, {
    kind: "decision",
    identityUuid: identity.uuid,
    noticeUuid: notice.facts.uuid,
    content: decisionContent(notice, decided, body, outcome, before),
    sealed: sealWords(keys, person, decisionWords(body)),
  });
  const decision = { uuid: event.uuid, recordedAt: event.recordedAt };
  const { rows, changed } = grantsAfter(notice, scope, decided, before, decision);
  await writeGrants(tx, rows);
  const after = { ...recordAfter(rules, decided, before), ...changed };
  await enqueueEvents(tx, keys, { workspaceUuid: person.workspaceUuid, personUuid: person.uuid }, () =>
    decisionEvents(
      {
        uuid: event.uuid,
        recordedAt: event.recordedAt,
        position: event.position,
        organisationUuid: notice.facts.address.organisationUuid,
        workspaceUuid: person.workspaceUuid,
        noticeUuid: notice.facts.uuid,
        noticeVersion: notice.version.number,
        source: body.source ?? undefined,
        userUuid: person.uuid,
        orgUserId: person.orgUserId,
      },
      { outcome, before, after, purposeUuids: decided.map(({ purpose_uuid }) => purpose_uuid) },
    ),
  );
  const mode = body.validate_against ?? "all";
  const state = coverage(rules, after, mode);
  const verdict: Verdict = {
    validate_against: mode,
    may_proceed: state.status === "covered",
    outstanding: state.status === "covered" ? [] : [...state.items],
  };
  return {
    event_uuid: event.uuid,
    recorded_at: event.recordedAt,
    outcome,
    verdict,
    user_uuid: person.uuid,
    purpose_selections: after,
  };
}
