import type { SentConsents } from "./consents.ts";

/** Choices that a person made, on either face of the ledger. */
export interface ChoiceEvent {
  readonly kind: "choice";
  /** From when it counts, as {@link instant} writes it. */
  readonly at: string;
  readonly regulation: string;
  /** Position in the ledger. It orders free-form facts of one moment; choices of one moment are joined, the stricter wins. */
  readonly sequence: number;
  readonly consents: SentConsents;
  /** Made on a notice: its grants reach what was shown alone, neither other nor later options below. */
  readonly isAsShown?: boolean | undefined;
  /** Of an erased identity: its refusals keep holding, its grants do not. */
  readonly isErased?: boolean | undefined;
}

/** The end of grants that were given up to a moment: expired, or to be asked for anew. */
export interface LapseEvent {
  readonly kind: "lapse";
  readonly at: string;
  readonly regulation: string;
  /** What was said after this moment is left alone. */
  readonly decidedAt: string;
  readonly purposes: readonly string[];
}

/** Something that changes a status. Pending and retracted events are none. */
export type StatusEvent = ChoiceEvent | LapseEvent;

/** Everything that happened at one moment. */
export interface Moment {
  readonly at: string;
  readonly lapses: readonly LapseEvent[];
  /** By ledger sequence. */
  readonly choices: readonly ChoiceEvent[];
}

/** The events by moment, in effective order; a moment is made for each of the other times too. */
export function momentsOf(events: readonly StatusEvent[], otherTimes: readonly string[] = []): readonly Moment[] {
  const times = [...new Set([...events.map(({ at }) => at), ...otherTimes])].sort();
  const byTime = new Map<string, StatusEvent[]>(times.map((at) => [at, []]));
  for (const event of events) byTime.get(event.at)?.push(event);
  return times.map((at) => {
    const now = byTime.get(at) ?? [];
    return {
      at,
      lapses: now.filter((event) => event.kind === "lapse"),
      choices: now.filter((event) => event.kind === "choice").sort((one, other) => one.sequence - other.sequence),
    };
  });
}
