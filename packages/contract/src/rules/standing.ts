import type { Purpose, ValidateAgainst } from "../notice.ts";
import { isActiveGrant, type ConsentRecord, type RecordedPurpose } from "../record.ts";
import { blockingElements } from "./blocking.ts";
import { coverage, type NoticeRules } from "./coverage.ts";

/**
 * Why a purpose needs a decision. `new`: nothing is recorded. `changed`: decided on another wording, or on other data.
 * `declined`: refused, and not since granted.
 */
export type Undecided = "new" | "changed" | "expired" | "withdrawn" | "declined";

/** Where one purpose stands with a person. */
export type PurposeStanding =
  | { readonly purposeUuid: string; readonly status: "granted" }
  | { readonly purposeUuid: string; readonly status: "needs-decision"; readonly why: Undecided };

/**
 * Why a notice is asked. `first`: this person has decided nothing of it. `stricter`: the rule asks for more than was
 * granted. The others: a decision that the rule needs has lost its force.
 */
export type AskingReason = "first" | "changed" | "expired" | "withdrawn" | "stricter";

/** Which purposes are granted, and which need a decision and why; each purpose once, in the notice's order. */
export function standingOf(notice: NoticeRules, record: ConsentRecord): PurposeStanding[] {
  return notice.active_config.purposes.map((purpose) => {
    const why = undecided(purpose, Object.hasOwn(record, purpose.uuid) ? record[purpose.uuid] : undefined);
    if (why === undefined) return { purposeUuid: purpose.uuid, status: "granted" };
    return { purposeUuid: purpose.uuid, status: "needs-decision", why };
  });
}

/** Why the rule still asks this person; `undefined` when nothing is left to ask. A change of the notice comes first. */
export function askingReason(
  notice: NoticeRules,
  record: ConsentRecord,
  validateAgainst: ValidateAgainst,
): AskingReason | undefined {
  const covered = coverage(notice, record, validateAgainst);
  if (covered.status === "covered") return undefined;
  const standing = standingOf(notice, record);
  const isFirst = standing.every((one) => one.status === "needs-decision" && one.why === "new");
  if (isFirst) return "first";
  const asked = new Set(covered.items.map(({ purpose_uuid }) => purpose_uuid));
  const whys = new Set(standing.map((one) => (one.status === "granted" || !asked.has(one.purposeUuid) ? "" : one.why)));
  if (whys.has("changed") || whys.has("new")) return "changed";
  if (whys.has("expired")) return "expired";
  return whys.has("withdrawn") ? "withdrawn" : "stricter";
}

function undecided(purpose: Purpose, recorded: RecordedPurpose | undefined): Undecided | undefined {
  if (recorded === undefined) return "new";
  if (isActiveGrant(recorded)) {
    const isWhole = blockingElements(purpose).every(({ uuid }) => recorded.data_elements[uuid]?.selected === true);
    return isWhole ? undefined : "changed";
  }
  if (recorded.needs_reconsent) return "changed";
  switch (recorded.status) {
    case "WITHDRAW":
    case "WITHDRAWN":
    case "REVOKED":
      return "withdrawn";
    case "EXPIRED":
      return "expired";
    case "":
    case "INACTIVE":
      return "new";
    // Also a status that we do not know: it grants nothing.
    default:
      return "declined";
  }
}
