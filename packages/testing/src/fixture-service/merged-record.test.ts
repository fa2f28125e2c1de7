import type { RecordedPurpose } from "@notice-consent/contract";
import { expect, it } from "vitest";
import { mergeRecords, recordAt } from "./merged-record.ts";

function decided(at: string, granted: boolean, expiresAt = ""): RecordedPurpose {
  return {
    selected: granted,
    status: granted ? "ACTIVE" : "DECLINED",
    needs_reconsent: false,
    data_elements: { element: { selected: granted, enabled: true, required: false } },
    decided_at: at,
    expires_at: expiresAt,
  };
}

const [earlier, later] = ["2026-01-05T09:00:00.000Z", "2026-01-05T09:00:00.001Z"];

it("lets the latest decision of a person's identities win, purpose by purpose [W66]", () => {
  const one = { a: decided(earlier, true), b: decided(later, true) };
  const other = { a: decided(later, false), b: decided(earlier, false) };
  expect(mergeRecords([one, other])).toEqual({ a: other.a, b: one.b });
  expect(mergeRecords([other, one])).toEqual({ a: other.a, b: one.b });
});

it("lets the more restrictive of two simultaneous decisions win, in either order [W66]", () => {
  const [grant, refusal] = [{ a: decided(earlier, true) }, { a: decided(earlier, false) }];
  expect(mergeRecords([grant, refusal])).toEqual(refusal);
  expect(mergeRecords([refusal, grant])).toEqual(refusal);
  const fewer = { a: { ...grant.a, data_elements: {} } };
  expect(mergeRecords([grant, fewer])).toEqual(fewer);
  expect(mergeRecords([fewer, grant])).toEqual(fewer);
});

it("reads a grant as expired from the moment of its end, and leaves refusals alone", () => {
  const record = { a: decided(earlier, true, later), b: decided(earlier, false, later) };
  expect(recordAt(record, earlier)).toEqual(record);
  expect(recordAt(record, later)).toEqual({ a: { ...record.a, status: "EXPIRED" }, b: record.b });
});
