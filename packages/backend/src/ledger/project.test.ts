import { describe, expect, it } from "vitest";
import { readContent, writeContent } from "../notice/version-content.ts";
import { ids, rows, testContent } from "../test-backend.test-data.ts";
import type { LedgerFact } from "./fact.ts";
import type { Grant } from "./grants.ts";
import { emptyProjection, project } from "./project.ts";

const written = writeContent(testContent({ validityDays: 30 }));
const version = {
  version: { uuid: "version", number: 3, contentHash: written.contentHash, deployedAt: "" },
  content: readContent(written.text),
  purposeDigests: written.purposeDigests,
};

function decision(day: number, account: boolean, withdrawn: readonly string[] = []): LedgerFact {
  const event = { uuid: `event-${day}`, recordedAt: `2026-01-${String(day).padStart(2, "0")}T00:00:00.000000Z` };
  const decided = rows(account, true);
  return { kind: "decision", event, noticeUuid: "notice", specificUuid: undefined, version, decided, withdrawn };
}

const statusOf = (grants: readonly Grant[], purpose: string) =>
  grants.find(({ purposeUuid }) => purposeUuid === purpose)?.status;

describe("the projection of a chain", () => {
  it("is empty before the first event", () => {
    expect(project("person", [])).toEqual([]);
  });

  it("holds the last decision on each purpose, with its end, its version and its event", () => {
    const grants = project("person", [decision(1, false), decision(2, true)]);
    expect(grants).toHaveLength(2);
    expect(grants.find(({ purposeUuid }) => purposeUuid === ids.account)).toMatchObject({
      personUuid: "person",
      status: "ACTIVE",
      noticeVersion: 3,
      eventUuid: "event-2",
      expiresAt: new Date("2026-02-01T00:00:00Z"),
    });
  });

  it("reads a refusal as a withdrawal where the event says that it took something back, and only there", () => {
    expect(statusOf(project("person", [decision(1, true), decision(2, false, [ids.account])]), ids.account)).toBe(
      "WITHDRAWN",
    );
    expect(statusOf(project("person", [decision(1, true), decision(2, false)]), ids.account)).toBe("DECLINED");
  });

  it("ends the purposes that an expiry names, of that notice and application alone", () => {
    const expired = (noticeUuid: string, specificUuid?: string): LedgerFact => ({
      kind: "expired",
      noticeUuid,
      specificUuid,
      purposes: [ids.account],
    });
    const after = (fact: LedgerFact) => project("person", [decision(1, true), fact]);
    expect(statusOf(after(expired("notice")), ids.account)).toBe("EXPIRED");
    expect(statusOf(after(expired("notice")), ids.offers)).toBe("ACTIVE");
    expect(statusOf(after(expired("another")), ids.account)).toBe("ACTIVE");
    expect(statusOf(after(expired("notice", "loan")), ids.account)).toBe("ACTIVE");
  });

  it("takes from an alias what was decided later, as the person's own [W66]", () => {
    const link = (day: number): LedgerFact => ({
      kind: "link",
      alias: { ...emptyProjection, decided: project("alias", [decision(day, false)]) },
    });
    const later = project("person", [decision(5, true), link(6)]);
    expect(statusOf(later, ids.account)).toBe("DECLINED");
    expect(new Set(later.map(({ personUuid }) => personUuid))).toEqual(new Set(["person"]));
    expect(statusOf(project("person", [decision(5, true), link(4)]), ids.account)).toBe("ACTIVE");
  });

  it("is empty again after an erasure", () => {
    expect(project("person", [decision(1, true), { kind: "erased" }])).toEqual([]);
  });
});
