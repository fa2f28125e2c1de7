import {
  checkSubmission,
  ConsentError,
  type ConsentRecord,
  coverage,
  type DecidedPurpose,
  decidedByDecline,
  outcomeOf,
  type ParsedSubmission,
  recordAfter,
  type SubmissionDetail,
  type ValidateAgainst,
  type Verdict,
  type WebhookEvent,
} from "@notice-consent/contract";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { LedgerRow } from "../ledger/chain.ts";
import { type Grant, type GrantScope, recordOf, type TimedGrant } from "../ledger/grants.ts";
import { sealWords } from "../ledger/sealed-words.ts";
import { placeEvent } from "../ledger/store.ts";
import type { ActiveNotice } from "../notice/store.ts";
import { type DecisionChange, decisionEvents } from "../webhook/consent-event.ts";
import { decisionContent, decisionWords } from "./decision-event.ts";
import { grantsAfter } from "./grants-after.ts";
import type { Decider } from "./store.ts";

/** A decision and what it rests on. */
export interface Act {
  readonly notice: ActiveNotice;
  readonly identityUuid: string;
  readonly person: Decider;
  /** When it is recorded. */
  readonly at: string;
  /** What held until then. */
  readonly held: readonly TimedGrant[];
  /** As it was sent. */
  readonly decided: readonly DecidedPurpose[];
  readonly body: ParsedSubmission;
}

/** A decision with its place in the ledger, and what follows from it. */
export interface PlacedDecision {
  readonly event: LedgerRow;
  readonly grants: readonly Grant[];
  readonly detail: SubmissionDetail;
  readonly change: DecisionChange;
}

/** Reads which purposes a submission decides. Throws `NOTICE_VERSION_CHANGED` and `INVALID_PURPOSE`. */
export function decidedPurposes({ version, content }: ActiveNotice, body: ParsedSubmission): readonly DecidedPurpose[] {
  const { notice_version_uuid: uuid, notice_content_hash: hash } = body;
  if ((uuid && uuid !== version.uuid) || (hash && hash !== version.contentHash)) {
    throw new ConsentError("NOTICE_VERSION_CHANGED");
  }
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

/** Puts a decision behind what the person decided before. */
export function placeDecision(keys: InstanceKeys, act: Act): PlacedDecision {
  const { notice, identityUuid, person, at, held, body } = act;
  const specificUuid = body.meta_data?.specific_uuid ?? undefined;
  const scope: GrantScope = { personUuid: person.uuid, noticeUuid: notice.facts.uuid, specificUuid };
  const before = recordOf(held, notice.reconsentFrom);
  const rules = { active_config: notice.content };
  const isDecline = body.declined === true;
  const decided = isDecline ? decidedByDecline(rules, act.decided, before) : act.decided;
  const outcome = outcomeOf(rules, decided, before, isDecline);
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
  const purposeUuids = decided.map(({ purpose_uuid }) => purpose_uuid);
  return { event, grants: rows, detail, change: { outcome, before, after, purposeUuids } };
}

/** What webhooks are told of a decision. */
export function newsOf({ notice, person, body }: Act, { event, change }: PlacedDecision): readonly WebhookEvent[] {
  const { uuid, recordedAt, position } = event;
  const recorded = {
    uuid,
    recordedAt,
    position,
    organisationUuid: notice.facts.address.organisationUuid,
    workspaceUuid: person.workspaceUuid,
    noticeUuid: notice.facts.uuid,
    noticeVersion: notice.version.number,
    source: body.source ?? undefined,
    userUuid: person.uuid,
    orgUserId: person.orgUserId,
  };
  return decisionEvents(recorded, change);
}

function judge(rules: Parameters<typeof coverage>[0], after: ConsentRecord, mode: ValidateAgainst): Verdict {
  const state = coverage(rules, after, mode);
  return {
    validate_against: mode,
    may_proceed: state.status === "covered",
    outstanding: state.status === "covered" ? [] : [...state.items],
  };
}
