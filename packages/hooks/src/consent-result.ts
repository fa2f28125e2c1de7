import type { Decision, Settlement } from "@notice-consent/client";
import type { Outcome } from "@notice-consent/contract";
import type { ConsentResult, DeclineResult } from "./consent.ts";

/** What the host is told of a recorded decision. */
export function resultOf({ notice, language }: Decision, settlement: Settlement): ConsentResult | DeclineResult {
  const { outcome, mayProceed, recordedAt, eventUuid, verdict } = settlement;
  return {
    outcome,
    mayProceed,
    noticeUuid: notice.uuid,
    noticeVersionUuid: notice.active_config.uuid,
    language,
    recordedAt,
    eventUuid,
    verdict,
  };
}

/** What the host is told when nothing is left to ask. */
export function alreadyValid(noticeUuid: string, language: string): ConsentResult {
  return { outcome: "already-valid", mayProceed: true, noticeUuid, noticeVersionUuid: "", language };
}

/** True for a result that goes to `onAccept`. */
export function isAcceptance(result: ConsentResult | DeclineResult): result is ConsentResult {
  return acceptances.has(result.outcome);
}

const acceptances: ReadonlySet<Outcome | "already-valid"> = new Set([
  "accepted",
  "partially-accepted",
  "already-valid",
]);
