import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "@notice-consent/contract";

/**
 * What an event tells. `decision`: what a person chose; `link`: an alias's record became the person's;
 * `expired`: grants reached their end; `erased`: the person's data was destroyed.
 * Of the Users API are `event`: what a person chose there; `confirmed`, `amended` and `retracted`: what became of such
 * an event; `identity-erased`: one identity's data was destroyed, while the person's other ones stayed.
 */
export type EventKind =
  | "decision"
  | "link"
  | "expired"
  | "erased"
  | "event"
  | "confirmed"
  | "amended"
  | "retracted"
  | "identity-erased";

/** What every event says about its place: whose chain, under which identity, after which event, and when. */
export interface EventPlace {
  readonly uuid: string;
  readonly workspaceUuid: string;
  readonly personUuid: string;
  readonly identityUuid: string;
  readonly position: number;
  readonly kind: EventKind;
  readonly recordedAt: string;
  /** Blank for the first event of a chain. */
  readonly previousHash: string;
}

/** An event as it stands in the ledger. */
export interface LedgerRow extends EventPlace {
  readonly payload: string;
  /** The caller's own words under the person's key; their hash stands in the payload. */
  readonly sealed: string | null;
  readonly hash: string;
}

/** Where a chain ends; length 0 and a blank head before its first event. */
export interface ChainEnd {
  readonly length: number;
  readonly head: string;
}

/** The end of a chain that has no event yet. */
export const emptyChain: ChainEnd = { length: 0, head: "" };

/** What can be wrong with one row of a chain. */
export type ChainFault =
  | "payload-changed"
  | "sealed-changed"
  | "event-moved"
  | "columns-changed"
  | "event-missing"
  | "event-inserted"
  | "event-replaced";

/** Whether a chain is whole; otherwise the first position at fault and what is wrong there. */
export type ChainState =
  | { readonly status: "intact"; readonly length: number; readonly head: string }
  | { readonly status: "broken"; readonly position: number; readonly fault: ChainFault };

/** Writes an event down: canonical JSON that names its place, and the SHA-256 of those bytes. */
export function writeEvent(
  place: EventPlace,
  content: Readonly<Record<string, Json | undefined>>,
  sealed: string | null = null,
): LedgerRow {
  const sealedHash = sealed === null ? undefined : hashOf(sealed);
  const payload = canonicalJson({ ...content, ...wirePlace(place), sealed_hash: sealedHash });
  return { ...place, payload, sealed, hash: hashOf(payload) };
}

/** Holds a row against its payload, its hash and the end of the chain before it. */
export function checkEvent(row: LedgerRow, before: ChainEnd): ChainFault | undefined {
  if (row.hash !== hashOf(row.payload)) return "payload-changed";
  const told = readMembers(row.payload);
  if (told.get("sealed_hash") !== (row.sealed === null ? undefined : hashOf(row.sealed))) return "sealed-changed";
  if (told.get("position") !== row.position) return "event-moved";
  if (Object.entries(wirePlace(row)).some(([name, value]) => told.get(name) !== value)) return "columns-changed";
  if (row.position > before.length + 1) return "event-missing";
  if (row.position < before.length + 1) return "event-inserted";
  return row.previousHash === before.head ? undefined : "event-replaced";
}

/** Reads a chain from its first event on, up to the first fault. */
export function verifyChain(rows: readonly LedgerRow[]): ChainState {
  let end = emptyChain;
  for (const row of rows) {
    const fault = checkEvent(row, end);
    if (fault !== undefined) return { status: "broken", position: end.length + 1, fault };
    end = { length: row.position, head: row.hash };
  }
  return { status: "intact", ...end };
}

/** The members of a payload by name; none where it is not an object. */
export function readMembers(payload: string): ReadonlyMap<string, unknown> {
  try {
    const value: unknown = JSON.parse(payload);
    return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
  } catch {
    return new Map();
  }
}

function wirePlace(place: EventPlace): Readonly<Record<string, string | number>> {
  return {
    uuid: place.uuid,
    workspace_uuid: place.workspaceUuid,
    person_uuid: place.personUuid,
    identity_uuid: place.identityUuid,
    position: place.position,
    kind: place.kind,
    recorded_at: place.recordedAt,
    previous_hash: place.previousHash,
  };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
