import type { ConsentRecord, Outcome, PurposeStatus } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { decisionEvents, expiryEvents, type RecordedEvent } from "./consent-event.ts";

const recorded: RecordedEvent = {
  uuid: "event",
  recordedAt: "2026-01-01T00:00:00.000000Z",
  position: 3,
  organisationUuid: "organisation",
  workspaceUuid: "workspace",
  noticeUuid: "notice",
  noticeVersion: 2,
  source: "WEB",
  userUuid: "user",
  orgUserId: "customer-1",
};

function record(statuses: Readonly<Record<string, PurposeStatus>>): ConsentRecord {
  return Object.fromEntries(
    Object.entries(statuses).map(([uuid, status]) => [
      uuid,
      {
        selected: status === "ACTIVE" || status === "EXPIRED",
        status,
        needs_reconsent: false,
        data_elements: {},
        decided_at: "",
        expires_at: "",
      },
    ]),
  );
}

const typesOf = (outcome: Outcome, before: Record<string, PurposeStatus>, after: Record<string, PurposeStatus>) =>
  decisionEvents(recorded, {
    outcome,
    before: record(before),
    after: record(after),
    purposeUuids: Object.keys(after),
  }).map(({ event_type, data }) => [event_type, ...data.purposes.map(({ purpose_uuid }) => purpose_uuid)].join(" "));

describe("what webhooks are told of a decision", () => {
  it.each<[string, Outcome, Record<string, PurposeStatus>, Record<string, PurposeStatus>, string[]]>([
    ["everything granted", "accepted", {}, { a: "ACTIVE", b: "ACTIVE" }, ["consent.event.granted a b"]],
    [
      "a part granted",
      "partially-accepted",
      {},
      { a: "ACTIVE", b: "DECLINED" },
      ["consent.event.partially_granted a b"],
    ],
    ["everything refused", "declined", {}, { a: "DECLINED", b: "DECLINED" }, ["consent.event.denied a b"]],
    [
      "what is needed taken back",
      "withdrawn",
      { a: "ACTIVE", b: "ACTIVE" },
      { a: "WITHDRAWN", b: "ACTIVE" },
      ["consent.event.withdrawn a b", "consent.purpose.withdrawn a"],
    ],
    [
      "an extra taken back",
      "partially-accepted",
      { a: "ACTIVE", b: "ACTIVE" },
      { a: "ACTIVE", b: "WITHDRAWN" },
      ["consent.event.partially_granted a b", "consent.purpose.withdrawn b"],
    ],
    [
      "an ended grant given again",
      "accepted",
      { a: "EXPIRED", b: "ACTIVE" },
      { a: "ACTIVE", b: "ACTIVE" },
      ["consent.event.renew a b"],
    ],
    [
      "an ended grant given again with a new one",
      "accepted",
      { a: "EXPIRED", b: "DECLINED" },
      { a: "ACTIVE", b: "ACTIVE" },
      ["consent.event.granted a b"],
    ],
    ["a refusal repeated", "declined", { a: "WITHDRAWN" }, { a: "WITHDRAWN" }, ["consent.event.denied a"]],
  ])("%s [W82]", (_, outcome, before, after, types) => {
    expect(typesOf(outcome, before, after)).toEqual(types);
  });

  it("has the wire's shape, with who it is about [W82]", () => {
    const [event] = decisionEvents(recorded, {
      outcome: "accepted",
      before: {},
      after: record({ a: "ACTIVE" }),
      purposeUuids: ["a"],
    });
    expect(event).toEqual({
      event_type: "consent.event.granted",
      event_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      timestamp: recorded.recordedAt,
      data: {
        consent_event_uuid: "event",
        organisation_uuid: "organisation",
        workspace_uuid: "workspace",
        notice_uuid: "notice",
        notice_version: 2,
        source: "WEB",
        status: "granted",
        org_user_id: "customer-1",
        user_uuid: "user",
        position: 3,
        purposes: [{ purpose_uuid: "a", selected: true, status: "ACTIVE" }],
      },
    });
  });
});

describe("what webhooks are told of an expiry", () => {
  it("names each purpose that ended [W82]", () => {
    const events = expiryEvents(recorded, record({ a: "EXPIRED", b: "EXPIRED" }), ["a", "b"]);
    expect(events.map(({ event_type }) => event_type)).toEqual([
      "consent.event.expired",
      "consent.purpose.expired",
      "consent.purpose.expired",
    ]);
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(3);
  });
});
