import { canonicalJson, isJson } from "../rules/digest.ts";
import type { SentConsents } from "./consents.ts";
import type { EventStatus } from "./event-status.ts";
import type { CreateEventBody } from "./event.ts";
import type { ChoiceEvent } from "./status-event.ts";

/** An event as it is read after every change to it. */
export interface EventReading {
  readonly id: string;
  readonly createdAt: string;
  /** When it was last changed. */
  readonly updatedAt: string | undefined;
  /** From when it counts: the last change of status or choices, else its creation. */
  readonly effectiveAt: string;
  /** Position of its first entry in the ledger. */
  readonly sequence: number;
  readonly status: EventStatus;
  readonly regulation: string;
  readonly consents: SentConsents;
  readonly proofs?: readonly string[] | undefined;
  readonly proofsId?: string | undefined;
  readonly delegate?: CreateEventBody["delegate"];
}

/** What an entry of the ledger changes of an event. */
export type EventChanges = Partial<Pick<EventReading, "status" | "consents" | "proofs" | "proofsId" | "delegate">>;

/** One entry of the ledger about an event; entries only ever follow each other. */
export type EventEntry =
  | { readonly kind: "decided"; readonly event: Omit<EventReading, "updatedAt" | "effectiveAt"> }
  | { readonly kind: "amended"; readonly eventId: string; readonly at: string; readonly changes: EventChanges }
  | { readonly kind: "confirmed"; readonly eventId: string; readonly at: string }
  | { readonly kind: "retracted"; readonly eventId: string };

/** The events that entries amount to, retracted ones left out, in the order of their first entries. */
export function readHistory(entries: readonly EventEntry[]): readonly EventReading[] {
  const events = new Map<string, EventReading>();
  for (const entry of entries) {
    switch (entry.kind) {
      case "decided":
        events.set(entry.event.id, { ...entry.event, updatedAt: undefined, effectiveAt: entry.event.createdAt });
        break;
      case "amended":
      case "confirmed": {
        const changes = entry.kind === "confirmed" ? { status: "confirmed" as const } : entry.changes;
        const event = events.get(entry.eventId);
        if (event !== undefined) events.set(event.id, amend(event, changes, entry.at));
        break;
      }
      case "retracted":
        events.delete(entry.eventId);
        break;
      default:
        entry satisfies never;
    }
  }
  return [...events.values()];
}

/** An event after a change. Proofs and delegate do not move the time from which it counts. */
export function amend(event: EventReading, changes: EventChanges, at: string): EventReading {
  const sent = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const next = { ...event, ...sent };
  const counts = next.status !== event.status || !isSame(next.consents, event.consents);
  return { ...next, updatedAt: at, effectiveAt: counts ? at : event.effectiveAt };
}

/** Whether a status may follow another one: what was approved stays approved. */
export function mayBecome(from: EventStatus, to: EventStatus): boolean {
  return from === to || to === "confirmed";
}

/** The event as a status is computed from it; `undefined` while it waits for approval. */
export function choiceOfEvent(
  { status, effectiveAt, regulation, sequence, consents }: EventReading,
  { isErased = false }: { readonly isErased?: boolean } = {},
): ChoiceEvent | undefined {
  return status === "confirmed"
    ? { kind: "choice", at: effectiveAt, regulation, sequence, consents, isErased }
    : undefined;
}

function isSame(one: unknown, other: unknown): boolean {
  return isJson(one) && isJson(other) && canonicalJson(one) === canonicalJson(other);
}
