import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "@notice-consent/contract";

/** What every event says about its place: whose chain, under which identity, after which event, and when. */
export interface EventPlace {
  readonly uuid: string;
  readonly workspaceUuid: string;
  readonly personUuid: string;
  readonly identityUuid: string;
  readonly position: number;
  readonly kind: "decision" | "link";
  readonly recordedAt: string;
  /** Blank for the first event of a chain. */
  readonly previousHash: string;
}

/** An event as it stands in the ledger. */
export interface LedgerRow extends EventPlace {
  readonly payload: string;
  readonly hash: string;
}

/** Whether a chain is whole; otherwise the first position at fault and what is wrong there. */
export type ChainState =
  | { readonly status: "intact"; readonly length: number; readonly head: string }
  | { readonly status: "broken"; readonly position: number; readonly reason: string };

/** Writes an event down: canonical JSON that names its place, and the SHA-256 of those bytes. */
export function writeEvent(place: EventPlace, content: Readonly<Record<string, Json | undefined>>): LedgerRow {
  const payload = canonicalJson({ ...content, ...wirePlace(place) });
  return { ...place, payload, hash: hashOf(payload) };
}

/** Reads a chain from its first event on and holds each row against its payload, its hash and its predecessor. */
export function verifyChain(rows: readonly LedgerRow[]): ChainState {
  let head = "";
  for (const [index, row] of rows.entries()) {
    const position = index + 1;
    const broken = (reason: string): ChainState => ({ status: "broken", position, reason });
    if (row.position !== position) return broken("an event is missing or out of order");
    if (row.previousHash !== head) return broken("the event does not follow its predecessor");
    if (row.hash !== hashOf(row.payload)) return broken("the payload is not the one that was hashed");
    if (!agrees(row)) return broken("the row's columns differ from its payload");
    head = row.hash;
  }
  return { status: "intact", length: rows.length, head };
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

function agrees(row: LedgerRow): boolean {
  const payload: unknown = JSON.parse(row.payload);
  if (typeof payload !== "object" || payload === null) return false;
  const told = new Map<string, unknown>(Object.entries(payload));
  return Object.entries(wirePlace(row)).every(([name, value]) => told.get(name) === value);
}

function hashOf(payload: string): string {
  return createHash("sha256").update(payload).digest("hex");
}
