import { isActiveGrant, type ConsentRecord, type RecordedPurpose } from "@notice-consent/contract";

/** One record out of those of a person's identities: the latest decision per purpose, the more restrictive one on a tie. */
export function mergeRecords(records: readonly ConsentRecord[]): ConsentRecord {
  const merged: Record<string, RecordedPurpose> = {};
  for (const record of records) {
    for (const [uuid, recorded] of Object.entries(record)) {
      const standing = merged[uuid];
      if (standing === undefined || supersedes(recorded, standing)) merged[uuid] = recorded;
    }
  }
  return merged;
}

/** The record with each of its decisions changed. */
export function mapRecord(
  record: ConsentRecord,
  change: (recorded: RecordedPurpose, purposeUuid: string) => RecordedPurpose,
): ConsentRecord {
  const changed: Record<string, RecordedPurpose> = {};
  for (const [uuid, recorded] of Object.entries(record)) changed[uuid] = change(recorded, uuid);
  return changed;
}

/** The record at a moment: a grant whose end has passed reads as expired. */
export function recordAt(record: ConsentRecord, nowIso: string): ConsentRecord {
  return mapRecord(record, (recorded) => {
    const over = recorded.status === "ACTIVE" && recorded.expires_at !== "" && recorded.expires_at <= nowIso;
    return over ? { ...recorded, status: "EXPIRED" } : recorded;
  });
}

function supersedes(candidate: RecordedPurpose, standing: RecordedPurpose): boolean {
  if (candidate.decided_at !== standing.decided_at) return candidate.decided_at > standing.decided_at;
  if (isActiveGrant(candidate) !== isActiveGrant(standing)) return !isActiveGrant(candidate);
  return granted(candidate) < granted(standing);
}

function granted({ data_elements }: RecordedPurpose): number {
  return Object.values(data_elements).filter(({ selected }) => selected).length;
}
