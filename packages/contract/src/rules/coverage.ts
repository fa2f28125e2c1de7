import type { Notice, Purpose, ValidateAgainst } from "../notice.ts";
import { isActiveGrant, type ConsentRecord } from "../record.ts";
import type { OutstandingItem } from "../submission-call.ts";
import { blockingElements } from "./blocking.ts";

/** Whether anything is left to ask, and what. */
export type Coverage =
  | { readonly status: "covered" }
  | { readonly status: "outstanding"; readonly items: readonly OutstandingItem[] };

/** A notice as far as the rules look at it. */
export type NoticeRules = { readonly active_config: Pick<Notice["active_config"], "purposes"> };

/**
 * Is anything left to ask of this person?
 * `all`: every purpose has an active grant. `required`: every blocking data element is covered by one.
 * A notice without purposes asks for nothing, so nobody can have agreed to it: neither rule ever holds.
 * A withdrawn, expired, declined or `needs_reconsent` grant, and any status we do not know, never counts.
 * Used by the server on read and on submission, and by the browser for what is on screen.
 */
export function coverage(notice: NoticeRules, record: ConsentRecord, validateAgainst: ValidateAgainst): Coverage {
  const { purposes } = notice.active_config;
  const items = purposes.flatMap((purpose) => missingFrom(purpose, record, validateAgainst));
  return items.length === 0 && purposes.length > 0 ? { status: "covered" } : { status: "outstanding", items };
}

function missingFrom(purpose: Purpose, record: ConsentRecord, validateAgainst: ValidateAgainst): OutstandingItem[] {
  const recorded = Object.hasOwn(record, purpose.uuid) ? record[purpose.uuid] : undefined;
  const active = isActiveGrant(recorded);
  const uncovered = blockingElements(purpose)
    .filter(({ uuid }) => !active || recorded?.data_elements[uuid]?.selected !== true)
    .map(({ uuid }) => uuid);
  switch (validateAgainst) {
    case "required":
      return uncovered.length === 0 ? [] : [{ purpose_uuid: purpose.uuid, data_element_uuids: uncovered }];
    case "all":
      return active && uncovered.length === 0 ? [] : [{ purpose_uuid: purpose.uuid, data_element_uuids: uncovered }];
    default:
      return validateAgainst satisfies never;
  }
}
