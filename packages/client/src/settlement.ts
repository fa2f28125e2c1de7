import {
  coverage,
  outcomeOf,
  recordAfter,
  type Outcome,
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
