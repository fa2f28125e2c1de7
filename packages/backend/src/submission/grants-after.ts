import {
  type ConsentRecord,
  type DecidedPurpose,
  recordDecision,
  type RecordedPurpose,
} from "@notice-consent/contract";
import type { Grant, GrantScope } from "../ledger/grants.ts";
import type { ActiveNotice } from "../notice/store.ts";

/** The version that a decision was about. */
export type DecidedVersion = Pick<ActiveNotice, "content" | "purposeDigests" | "version">;

/** The purposes that a decision touches, as the projection keeps them and as the record shows them. */
export interface GrantsAfter {
  readonly rows: readonly Grant[];
  readonly changed: ConsentRecord;
}

const day = 24 * 60 * 60 * 1000;

/** Projects a decision; purposes that it leaves out are left alone. */
export function grantsAfter(
  notice: DecidedVersion,
  scope: GrantScope,
  decided: readonly DecidedPurpose[],
  before: ConsentRecord,
  event: { readonly uuid: string; readonly recordedAt: string },
): GrantsAfter {
  const rows: Grant[] = [];
  const changed: Record<string, RecordedPurpose> = {};
  for (const row of decided) {
    const purpose = notice.content.purposes.find(({ uuid }) => uuid === row.purpose_uuid);
    const purposeDigest = notice.purposeDigests[row.purpose_uuid];
    if (purpose === undefined || purposeDigest === undefined) continue;
    const expiresAt = row.selected ? endOf(event.recordedAt, purpose.validity_days) : undefined;
    const recorded = recordDecision(purpose, row, before[purpose.uuid], {
      decidedAt: event.recordedAt,
      expiresAt: expiresAt?.toISOString() ?? "",
    });
    changed[purpose.uuid] = recorded;
    rows.push({
      personUuid: scope.personUuid,
      noticeUuid: scope.noticeUuid,
      productUuid: "",
      purposeUuid: purpose.uuid,
      specificUuid: scope.specificUuid ?? "",
      selected: recorded.selected,
      status: row.selected ? "ACTIVE" : recorded.status === "WITHDRAWN" ? "WITHDRAWN" : "DECLINED",
      dataElements: { ...recorded.data_elements },
      purposeDigest,
      noticeVersion: notice.version.number,
      decidedAt: event.recordedAt,
      expiresAt: expiresAt ?? null,
      eventUuid: event.uuid,
    });
  }
  return { rows, changed };
}

function endOf(recordedAt: string, validityDays: number | null | undefined): Date | undefined {
  return validityDays ? new Date(Date.parse(recordedAt) + validityDays * day) : undefined;
}
