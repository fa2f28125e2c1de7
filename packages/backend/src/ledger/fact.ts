import { type DecidedPurpose, submitConsent } from "@notice-consent/contract";
import type { DecidedVersion } from "../submission/grants-after.ts";
import { asUuid } from "../http/uuid.ts";
import { type LedgerRow, readMembers } from "./chain.ts";
import type { Projection } from "./project.ts";
import { readRefusals, type StatedEvent } from "./refusals.ts";
import type { Words } from "./sealed-words.ts";

/** What an event says about the grants of the person whose chain it stands in. */
export type LedgerFact =
  | {
      readonly kind: "decision";
      readonly event: Pick<LedgerRow, "uuid" | "recordedAt">;
      readonly noticeUuid: string;
      readonly specificUuid: string | undefined;
      readonly version: DecidedVersion;
      readonly decided: readonly DecidedPurpose[];
      /** Purposes whose active grant was taken back. */
      readonly withdrawn: readonly string[];
    }
  | { readonly kind: "link"; readonly alias: Projection }
  | {
      readonly kind: "expired";
      readonly noticeUuid: string;
      readonly specificUuid: string | undefined;
      readonly purposes: readonly string[];
    }
  | { readonly kind: "stated"; readonly event: StatedEvent }
  | {
      readonly kind: "restated";
      /** The uuid of the event's first entry. */
      readonly eventUuid: string;
      readonly change: Partial<Pick<StatedEvent, "effectiveAt" | "status" | "refusals">>;
    }
  | { readonly kind: "retracted"; readonly eventUuid: string }
  | { readonly kind: "identity-erased" }
  | { readonly kind: "erased" };

/** Where that is found which an event only points to. */
export interface FactSources {
  /** Throws when the version is missing. */
  version(uuid: string): Promise<DecidedVersion>;
  /** The words that an event was sealed with; throws when their key is another one. */
  words(row: LedgerRow): Promise<Words>;
  /** What held for an alias when its chain had this length. */
  projectionOf(aliasUuid: string, length: number): Promise<Projection>;
  /** True for what an identity decided before it was erased; of that only refusals are left. */
  isForgotten(row: LedgerRow): Promise<boolean>;
}

/** Reads a row of the ledger as what it says; throws on a payload that is not of its kind. */
export async function readFact(row: LedgerRow, sources: FactSources): Promise<LedgerFact> {
  const members = readMembers(row.payload);
  switch (row.kind) {
    case "decision": {
      const { notice_uuid: noticeUuid, purposes } = readDecision(members);
      const { specific_uuid: specificUuid } = await sources.words(row);
      const isForgotten = await sources.isForgotten(row);
      return {
        kind: "decision",
        event: row,
        noticeUuid,
        specificUuid,
        version: await sources.version(uuidOf(members, "notice_version_uuid")),
        decided: isForgotten ? purposes.filter(({ selected }) => !selected) : purposes,
        withdrawn: textsOf(members.get("withdrawn")),
      };
    }
    case "link": {
      const length = members.get("alias_chain_length");
      if (typeof length !== "number") throw new TypeError("The link names no length.");
      return { kind: "link", alias: await sources.projectionOf(row.identityUuid, length) };
    }
    case "expired": {
      const { specific_uuid: specificUuid } = await sources.words(row);
      const noticeUuid = uuidOf(members, "notice_uuid");
      return { kind: "expired", noticeUuid, specificUuid, purposes: textsOf(members.get("purposes")) };
    }
    case "event":
      return {
        kind: "stated",
        event: {
          uuid: row.uuid,
          recordedAt: row.recordedAt,
          effectiveAt: textOf(members, "effective_at"),
          status: members.get("status") === "confirmed" ? "confirmed" : "pending_approval",
          countsForNotices: members.get("counts_for_notices") === true,
          refusals: readRefusals(members.get("choices")),
        },
      };
    case "confirmed":
      return {
        kind: "restated",
        eventUuid: uuidOf(members, "event_uuid"),
        change: { status: "confirmed", effectiveAt: textOf(members, "effective_at") },
      };
    case "amended":
      return {
        kind: "restated",
        eventUuid: uuidOf(members, "event_uuid"),
        change: members.has("choices")
          ? { effectiveAt: textOf(members, "effective_at"), refusals: readRefusals(members.get("choices")) }
          : {},
      };
    case "retracted":
      return { kind: "retracted", eventUuid: uuidOf(members, "event_uuid") };
    case "identity-erased":
    case "erased":
      return { kind: row.kind };
    default:
      return row.kind satisfies never;
  }
}

function readDecision(members: ReadonlyMap<string, unknown>) {
  // What is recorded of a decision has the shape of what was sent, so one schema reads both.
  const result = submitConsent.body["~standard"].validate(Object.fromEntries(members));
  if (result instanceof Promise || result.issues !== undefined) throw new TypeError("The payload is no decision.");
  return result.value;
}

function uuidOf(members: ReadonlyMap<string, unknown>, name: string): string {
  const uuid = asUuid(members.get(name));
  if (uuid === undefined) throw new TypeError(`The payload has no ${name}.`);
  return uuid;
}

function textOf(members: ReadonlyMap<string, unknown>, name: string): string {
  const text = members.get(name);
  if (typeof text !== "string") throw new TypeError(`The payload has no ${name}.`);
  return text;
}

function textsOf(value: unknown): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return entries.filter((entry) => typeof entry === "string");
}
