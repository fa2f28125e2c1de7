import { randomUUID } from "node:crypto";
import type { ConsentRecord, Outcome, WebhookEvent, WebhookEventType } from "@notice-consent/contract";

/** A decision or an expiry as it entered the ledger. */
export interface RecordedEvent {
  readonly uuid: string;
  readonly recordedAt: string;
  /** In the person's chain. */
  readonly position: number;
  readonly organisationUuid: string;
  readonly workspaceUuid: string;
  readonly noticeUuid: string;
  readonly noticeVersion: number;
  readonly source: string | undefined;
  readonly userUuid: string;
  readonly orgUserId: string;
}

/** What a decision changed: the purposes it names, before and after. */
export interface DecisionChange {
  readonly outcome: Outcome;
  readonly before: ConsentRecord;
  readonly after: ConsentRecord;
  /** Purposes that the decision names. */
  readonly purposeUuids: readonly string[];
}

/** What webhooks are told of a decision: one event for it, and one for each purpose that it withdrew. */
export function decisionEvents(recorded: RecordedEvent, change: DecisionChange): readonly WebhookEvent[] {
  const { before, after, purposeUuids } = change;
  const withdrawn = purposeUuids.filter(
    (uuid) => isActive(before, uuid) && !isActive(after, uuid) && after[uuid]?.status === "WITHDRAWN",
  );
  return [
    compose(recorded, decisionType(change), after, purposeUuids),
    ...withdrawn.map((uuid) => compose(recorded, "consent.purpose.withdrawn", after, [uuid])),
  ];
}

/** What webhooks are told of grants that have ended: one event for all, and one for each purpose. */
export function expiryEvents(
  recorded: RecordedEvent,
  record: ConsentRecord,
  purposeUuids: readonly string[],
): readonly WebhookEvent[] {
  return [
    compose(recorded, "consent.event.expired", record, purposeUuids),
    ...purposeUuids.map((uuid) => compose(recorded, "consent.purpose.expired", record, [uuid])),
  ];
}

function decisionType(change: DecisionChange): WebhookEventType {
  switch (change.outcome) {
    case "declined":
      return "consent.event.denied";
    case "withdrawn":
      return "consent.event.withdrawn";
    case "accepted":
      return isRenewal(change) ? "consent.event.renew" : "consent.event.granted";
    case "partially-accepted":
      return isRenewal(change) ? "consent.event.renew" : "consent.event.partially_granted";
    default:
      return change.outcome satisfies never;
  }
}

// Nothing new is granted, and something that had ended is granted again.
function isRenewal({ before, after, purposeUuids }: DecisionChange): boolean {
  const granted = purposeUuids.filter((uuid) => isActive(after, uuid));
  const hadEnded = (uuid: string) => before[uuid]?.status === "EXPIRED";
  return granted.some(hadEnded) && granted.every((uuid) => hadEnded(uuid) || isActive(before, uuid));
}

function isActive(record: ConsentRecord, uuid: string): boolean {
  return record[uuid]?.selected === true && record[uuid].status === "ACTIVE";
}

function compose(
  recorded: RecordedEvent,
  type: WebhookEventType,
  record: ConsentRecord,
  purposeUuids: readonly string[],
): WebhookEvent {
  return {
    event_type: type,
    event_id: randomUUID(),
    timestamp: recorded.recordedAt,
    data: {
      consent_event_uuid: recorded.uuid,
      organisation_uuid: recorded.organisationUuid,
      workspace_uuid: recorded.workspaceUuid,
      notice_uuid: recorded.noticeUuid,
      notice_version: recorded.noticeVersion,
      source: recorded.source ?? null,
      status: type.slice(type.lastIndexOf(".") + 1),
      org_user_id: recorded.orgUserId,
      user_uuid: recorded.userUuid,
      position: recorded.position,
      purposes: purposeUuids.map((uuid) => ({
        purpose_uuid: uuid,
        selected: record[uuid]?.selected === true,
        status: record[uuid]?.status ?? "",
      })),
    },
  };
}
