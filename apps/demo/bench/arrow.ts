/** Who takes part, in the order in which the diagram has them. */
export const lanes = ["User", "Frontend", "Your Backend", "Consent service"] as const;
export type Lane = (typeof lanes)[number];

/**
 * One line of the diagram. `act`: something a person did; `call`: a request; `answer`: what came back, or nothing;
 * `note`: what the frontend or your backend does by itself then.
 */
export interface Arrow {
  /** The same for the same line of every later diagram. */
  readonly key: string;
  readonly kind: "act" | "call" | "answer" | "note";
  readonly from: Lane;
  readonly to: Lane;
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of an answer; nothing where it was lost. */
  readonly status: number | null;
  /** Of an answer: how long it took. */
  readonly ms: number | null;
  /** Masked; nothing where there was none. */
  readonly body: unknown;
  /** What was done to the call on purpose. */
  readonly fault: string | null;
}
