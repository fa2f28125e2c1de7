/** What the bench page shows. */
export interface BenchNotice {
  /** Data elements of a notice in English; absent for the bank's notice in four languages. */
  readonly elements?: number;
  /** Purposes that they are spread over. */
  readonly purposes?: number;
  /** How long every answer of the service takes, in milliseconds. */
  readonly latencyMs?: number;
}

/** What tests ask of the bench page. */
export interface Bench {
  /** Checks what is to be asked of a person who has not decided, and shows nothing yet. */
  check(notice: BenchNotice): Promise<void>;
  /** Shows the notice that was checked. */
  open(): void;
  /** How many requests the page has made. */
  requests(): number;
}

declare global {
  interface Window {
    readonly bench: Bench;
  }
}
