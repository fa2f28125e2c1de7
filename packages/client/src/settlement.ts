import {
  coverage,
  isActiveGrant,
  outcomeOf,
  recordAfter,
  type Notice,
  type Outcome,
  type RecordedPurpose,
  type SubmissionDetail,
  type ValidateAgainst,
  type Verdict,
} from "@notice-consent/contract";
import { recordBefore, type Decision } from "./decision.ts";

/** What a recorded decision amounts to. */
export interface Settlement {
  readonly outcome: Outcome;
  readonly mayProceed: boolean;
  readonly verdict: Verdict | undefined;
  /** ISO 8601; absent when the service does not say. */
  readonly recordedAt: string | undefined;
  readonly eventUuid: string | undefined;
}

/**
 * Judges a recorded decision. The service's verdict decides where it sends one; without a verdict the 2xx is the
 * service's yes and counts as sufficient only when what was sent grants something and satisfies the shared rule.
 */
export function settle(decision: Decision, detail: SubmissionDetail): Settlement {
  const { notice, body, act, validateAgainst } = decision;
  const before = recordBefore(decision);
  const after = recordAfter(notice, body.purposes, before);
  const covers = (mode: ValidateAgainst): boolean => coverage(notice, after, mode).status === "covered";
  const sent = outcomeOf(notice, body.purposes, before, act === "decline");
  const stated = detail.outcome ?? sent;
  const verdict = detail.verdict ?? undefined;
  const reckoned = !isRefusal(sent) && covers(validateAgainst);
  return {
    // Whatever is stated: neither a refusal nor what leaves a blocking element ungranted is an acceptance.
    outcome: isRefusal(stated) || (covers("required") && !isRefusal(sent)) ? stated : refusalFor(sent),
    mayProceed: verdict === undefined ? reckoned : isSufficient(verdict, validateAgainst),
    verdict,
    recordedAt: detail.recorded_at || undefined,
    eventUuid: detail.event_uuid || undefined,
  };
}

/**
 * What an unsettled decision amounts to by a later read of the same notice. `undefined` unless what is recorded is
 * exactly what was decided and has changed since: then it is recorded, or somebody decided the very same.
 */
export function settleByRecord(decision: Decision, read: Notice): Settlement | undefined {
  const { notice, body } = decision;
  const before = recordBefore(decision);
  const after = recordAfter(notice, body.purposes, before);
  const now = read.purpose_selections ?? {};
  const uuids = body.purposes.map(({ purpose_uuid }) => purpose_uuid);
  const isRecorded = uuids.every((uuid) => sayingOf(now[uuid]) === sayingOf(after[uuid]));
  const hasChanged = uuids.some((uuid) => momentOf(now[uuid]) !== momentOf(before[uuid]));
  if (!isSameVersion(notice, read) || !isRecorded || !hasChanged) return undefined;
  const recordedAt = uuids.map((uuid) => now[uuid]?.decided_at ?? "").sort();
  return settle(decision, { ...unsaid, recorded_at: recordedAt.at(-1) ?? "" });
}

const unsaid: SubmissionDetail = {
  event_uuid: "",
  recorded_at: "",
  outcome: undefined,
  verdict: undefined,
  user_uuid: "",
  purpose_selections: undefined,
};

function isSameVersion({ active_config: shown }: Notice, { active_config: read }: Notice): boolean {
  return shown.uuid === read.uuid && shown.content_hash === read.content_hash;
}

/** What a row of the record says of the purpose and its elements; a row that is missing grants nothing. */
function sayingOf(recorded: RecordedPurpose | undefined): string | undefined {
  if (recorded === undefined) return undefined;
  const { selected, data_elements } = recorded;
  const granted = Object.keys(data_elements).filter((uuid) => data_elements[uuid]?.selected);
  return JSON.stringify([selected, isActiveGrant(recorded), granted.sort()]);
}

function momentOf(recorded: RecordedPurpose | undefined): string {
  return JSON.stringify([sayingOf(recorded), recorded?.status, recorded?.decided_at]);
}

function isRefusal(outcome: Outcome): boolean {
  return outcome === "declined" || outcome === "withdrawn";
}

function refusalFor(sent: Outcome): Outcome {
  return isRefusal(sent) ? sent : "declined";
}

/** A verdict by the stricter rule also holds for the weaker one, never the other way round. */
function isSufficient(verdict: Verdict, asked: ValidateAgainst): boolean {
  return verdict.may_proceed && (verdict.validate_against === asked || verdict.validate_against === "all");
}
