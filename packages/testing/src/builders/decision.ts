import {
  blockingElements,
  decide,
  emptyDraft,
  grantAll,
  isMandatory,
  recordAfter,
  type ConsentRecord,
  type Draft,
  type Notice,
  type SubmitConsentBody,
} from "@notice-consent/contract";

/** How much a made-up person ticks: everything, the blocking elements alone, or nothing. */
export type Ticks = "everything" | "required" | "nothing";

/** The choices of a person on a notice. */
export function aDraft(notice: Notice, ticks: Ticks = "everything"): Draft {
  switch (ticks) {
    case "everything":
      return grantAll(notice);
    case "required":
      return Object.fromEntries(
        notice.active_config.purposes
          .filter(isMandatory)
          .map((purpose) => [
            purpose.uuid,
            { selected: true, elements: Object.fromEntries(blockingElements(purpose).map(({ uuid }) => [uuid, true])) },
          ]),
      );
    case "nothing":
      return emptyDraft;
    default:
      return ticks satisfies never;
  }
}

/** What the service has recorded for a person who made these choices. */
export function aRecord(notice: Notice, ticks: Ticks | Draft = "everything"): ConsentRecord {
  return recordAfter(notice, decide(notice, asDraft(notice, ticks)), {});
}

/** The body that a component posts for these choices; `nothing` makes it a decline. */
export function aSubmission(
  notice: Notice,
  ticks: Ticks | Draft = "everything",
  overrides: Partial<SubmitConsentBody> = {},
): SubmitConsentBody {
  return {
    notice_uuid: notice.active_config.notice_uuid,
    purposes: decide(notice, asDraft(notice, ticks)),
    select_all_mandatory: false,
    source: "WEB",
    declined: ticks === "nothing",
    language: "en",
    ...overrides,
  };
}

function asDraft(notice: Notice, ticks: Ticks | Draft): Draft {
  return typeof ticks === "string" ? aDraft(notice, ticks) : ticks;
}
