import type { AskingReason, Undecided } from "@notice-consent/contract";
import type { ConsentState } from "@notice-consent/hooks";

/** Why a person who decided before is asked about a purpose; `undefined` for a granted one and on a first asking. */
export function whyAsked(consent: ConsentState, purposeUuid: string): Undecided | undefined {
  if (!("standing" in consent)) return undefined;
  let why: Undecided | undefined;
  let isFirst = true;
  // Loops and not callbacks: this runs once for each of what may be many purposes.
  for (const one of consent.standing) {
    const isNew = one.status === "needs-decision" && one.why === "new";
    if (!isNew) isFirst = false;
    if (one.purposeUuid === purposeUuid && one.status === "needs-decision") why = one.why;
  }
  return isFirst ? undefined : why;
}

/** Why the notice is asked, also while its answer is on the way. */
export function reasonOf(consent: ConsentState): AskingReason | undefined {
  return "reason" in consent ? consent.reason : undefined;
}

/**
 * Whether some purposes are granted already and others are not, so that the two are to be told apart. Choices that a
 * person came back to, or that are saved as they are made, keep their order.
 */
export function isSplit(consent: ConsentState): boolean {
  if (!("standing" in consent) || consent.mode === "manage" || consent.submit === "when-valid") return false;
  if (reasonOf(consent) === undefined) return false;
  const granted = consent.standing.filter(({ status }) => status === "granted").length;
  return granted > 0 && granted < consent.standing.length;
}
