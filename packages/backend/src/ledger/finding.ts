import type { ChainFault } from "./chain.ts";

/** What `verify` can find wrong. */
export type FindingReason =
  | ChainFault
  | "head-differs"
  | "person-missing"
  | "history-rewritten"
  | "checkpoint-forged"
  | "checkpoint-missing"
  | "leaves-differ"
  | "projection-differs"
  | "event-unreadable";

/** One thing that is wrong, and the row it is wrong with. */
export interface Finding {
  readonly reason: FindingReason;
  readonly workspaceUuid?: string | undefined;
  readonly personUuid?: string | undefined;
  readonly eventUuid?: string | undefined;
  /** In the person's chain. */
  readonly position?: number | undefined;
  /** Number of a checkpoint. */
  readonly checkpoint?: number | undefined;
  /** More about it; never personal data. */
  readonly note?: string | undefined;
}

/** Takes findings one at a time, so that nobody has to hold them all. */
export type Report = (finding: Finding) => void;

/** What each reason means, in a sentence. */
export const findingSentences: Readonly<Record<FindingReason, string>> = {
  "payload-changed": "The payload is not the one that was hashed.",
  "sealed-changed": "The sealed words are not the ones that the payload vouches for.",
  "event-moved": "The event was written for another position.",
  "columns-changed": "The row's columns differ from its payload.",
  "event-missing": "Events before this place are missing.",
  "event-inserted": "The event stands where the chain has no room for it.",
  "event-replaced": "The event does not follow the one before it.",
  "head-differs": "The person's row names another end of the chain.",
  "person-missing": "The person is gone, and with it its row.",
  "history-rewritten": "The chain is not the one that a checkpoint signed.",
  "checkpoint-forged": "The checkpoint's signature, or what it signs, does not hold.",
  "checkpoint-missing": "A checkpoint is missing or does not follow the one before it.",
  "leaves-differ": "The leaves do not add up to the root that was signed.",
  "projection-differs": "A grant differs from what the events give.",
  "event-unreadable": "The event cannot be read as one of its kind.",
};
