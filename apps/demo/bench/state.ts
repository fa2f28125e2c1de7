import type { Arrow } from "./arrow.ts";
import { type CurrentPerson, currentPerson } from "./current-person.ts";
import { readExchanges } from "./exchange.ts";
import { isObject } from "./json.ts";
import { readIdLedgers } from "./person-ledger.ts";
import { drawSequence } from "./sequence.ts";
import { benchService } from "./service.ts";
import type { BenchSettings } from "./settings.ts";
import { traffic } from "./traffic.ts";

/** A fault that waits. */
export interface WaitingFault {
  readonly id: number;
  readonly kind: string;
  readonly status: number | undefined;
  readonly endpoint: string | undefined;
  /** Calls it is still for; nothing for one that lasts. */
  readonly left: number | undefined;
}

/** One event in the ledger of the current person. */
export interface LedgerEvent {
  readonly position: number;
  readonly kind: string;
  readonly recordedAt: string;
  readonly hash: string;
  readonly previousHash: string;
  readonly payload: unknown;
}

/** What one identity of a person decided before it was linked, and the person since. */
export interface LedgerChain {
  readonly uuid: string;
  /** Masked. */
  readonly identity: string;
  /** Whether every event follows from the one before it, in words. */
  readonly verdict: string;
  readonly isIntact: boolean;
  readonly events: readonly LedgerEvent[];
}

/** What the ledger has on the current person. */
export interface LedgerView {
  /** The person's own first, then those of its aliases. */
  readonly chains: readonly LedgerChain[];
  readonly grants: readonly string[];
}

/** Everything that the bench shows. */
export interface BenchState {
  readonly person: { readonly id: string; readonly role: CurrentPerson["role"] } | undefined;
  readonly sequence: readonly Arrow[];
  readonly faults: readonly WaitingFault[];
  readonly ledger: LedgerView | undefined;
}

/** Reads what the bench shows to the browser that asks. */
export async function readBenchState(settings: BenchSettings, headers: Pick<Headers, "get">): Promise<BenchState> {
  const service = benchService(settings);
  const person = await currentPerson(headers);
  const [exchanges, faults, ledgers] = await Promise.all([
    service.ask("GET", "/exchanges"),
    service.ask("GET", "/faults"),
    readIdLedgers(settings, person),
  ]);
  return {
    person: person && { id: person.orgUserIds[0], role: person.role },
    sequence: drawSequence(traffic(), readExchanges(exchanges)),
    faults: listIn(faults, "faults").map(readFault),
    ledger: readLedgers(ledgers.map(({ ledger }) => ledger).filter((ledger) => ledger !== undefined)),
  };
}

function readFault(fault: Readonly<Record<string, unknown>>): WaitingFault {
  const { id, kind, status, endpoint, left } = fault;
  return {
    id: numberOr(id, 0),
    kind: textOr(kind),
    status: typeof status === "number" ? status : undefined,
    endpoint: typeof endpoint === "string" ? endpoint : undefined,
    left: typeof left === "number" ? left : undefined,
  };
}

/** Each person of the ledger once: ids that were brought together lead to the same. */
function readLedgers(ledgers: readonly Readonly<Record<string, unknown>>[]): LedgerView | undefined {
  const persons = [...new Map(ledgers.map((ledger) => [ledger["person_uuid"], ledger])).values()];
  if (persons.length === 0) return undefined;
  return {
    chains: persons.flatMap((ledger) => listIn(ledger, "identities").map(readChain)),
    grants: persons.flatMap((ledger) =>
      listIn(ledger, "grants").map(
        ({ purpose_uuid: purpose, status }) => `${textOr(purpose).slice(0, 8)} ${textOr(status)}`,
      ),
    ),
  };
}

function readChain(identity: Readonly<Record<string, unknown>>): LedgerChain {
  const state = isObject(identity["chain"]) ? identity["chain"] : {};
  const events = listIn(identity, "events");
  const isIntact = state["status"] === "intact";
  return {
    uuid: textOr(identity["uuid"]),
    identity: textOr(identity["org_user_id"]),
    isIntact,
    verdict: isIntact
      ? `chain intact, ${events.length} ${events.length === 1 ? "event" : "events"}`
      : `chain broken at ${numberOr(state["position"], 0)}: ${textOr(state["fault"])}`,
    events: events.map((event) => ({
      position: numberOr(event["position"], 0),
      kind: textOr(event["kind"]),
      recordedAt: textOr(event["recorded_at"]),
      hash: textOr(event["hash"]),
      previousHash: textOr(event["previous_hash"]),
      payload: event["payload"],
    })),
  };
}

function listIn(value: unknown, name: string): readonly Readonly<Record<string, unknown>>[] {
  const list: readonly unknown[] = isObject(value) && Array.isArray(value[name]) ? value[name] : [];
  return list.filter(isObject);
}

function textOr(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
