/** What came of an operation. `unknown`: no definite answer arrived, so it may have happened or not. */
export type Ending = "ok" | "fail" | "unknown";

/** One operation of one worker, with monotonic times in milliseconds. */
export interface Operation {
  readonly kind: "generate" | "refresh" | "submit" | "link" | "read";
  /** Whom it was about. */
  readonly principal: string;
  readonly start: number;
  /** When the request had been handed over whole; absent for one that never was. */
  readonly sent?: number | undefined;
  readonly end: number;
  readonly ending: Ending;
  /** Of a submission: its key, what it chose, and the answer's text and event. */
  readonly key?: string | undefined;
  readonly choice?: string | undefined;
  readonly answer?: string | undefined;
  readonly eventUuid?: string | undefined;
  /** Of a read: the newest event of the person that it showed. */
  readonly position?: number | undefined;
  /** Of an answer: whose data it showed, where it names somebody. */
  readonly shown?: string | undefined;
  /** Of a token operation: the family, and the code of a refusal. */
  readonly family?: string | undefined;
  readonly code?: string | undefined;
  /** Of a refresh: true when the token was presented as it should be, so that nothing may revoke its family. */
  readonly isRightful?: boolean | undefined;
  /** Of a link: the primary that the principal became an alias of. */
  readonly primary?: string | undefined;
}

/** One event as the ledger holds it in the end. */
export interface LedgerEntry {
  readonly uuid: string;
  readonly principal: string;
  readonly position: number;
  readonly choice: string;
  /** Under whose identity it was made: the principal's own, or that of an alias. */
  readonly identity: string;
  /** When it was recorded, as sortable text; orders the events of chains that were linked. */
  readonly at: string;
  /** The answer that was given to it, by its key. */
  readonly key?: string | undefined;
}

/** Everything that is read once the faults are over. */
export interface FinalState {
  readonly ledger: readonly LedgerEntry[];
  /** What holds for each principal. */
  readonly choices: ReadonlyMap<string, string>;
  /** Live refresh tokens of each family, and whether it was revoked because a used one came back. */
  readonly families: ReadonlyMap<string, { readonly liveLeaves: number; readonly revoked: boolean }>;
  /** The primary of each alias. */
  readonly primaries: ReadonlyMap<string, readonly string[]>;
}

/** One broken promise, in a sentence. */
export interface Violation {
  readonly rule:
    | "lost"
    | "doubled"
    | "phantom"
    | "final-state"
    | "back-in-time"
    | "family"
    | "alias"
    | "replay"
    | "another-person";
  readonly sentence: string;
}
