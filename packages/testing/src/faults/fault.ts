/**
 * What can happen to a connection. `delay`, `jitter`, `rate`: it is slow. `stall-before-headers`: the request arrives
 * and no answer comes. `stall-mid-body`, `cut-mid-body`: the answer stops, silently or with the connection.
 * `reset-before-answer`: the request never arrives. `lost-answer`: it arrives, and the answer does not.
 * `duplicate-request`: it arrives twice. `half-close`: the answer's side is closed early. `garbage`: something else
 * answers. `refuse`: nobody answers the call.
 */
export const faultKinds = [
  "pass",
  "delay",
  "jitter",
  "rate",
  "stall-before-headers",
  "stall-mid-body",
  "cut-mid-body",
  "reset-before-answer",
  "lost-answer",
  "duplicate-request",
  "half-close",
  "garbage",
  "refuse",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** One fault of one connection. */
export interface Fault {
  readonly kind: FaultKind;
  /** Bytes of the answer that pass before it strikes; 0 when absent. */
  readonly afterBytes?: number | undefined;
  /** Length of a delay, or the most of a jitter; 100 when absent. */
  readonly ms?: number | undefined;
  /** Bytes a second of a `rate`; 1,000 when absent. */
  readonly bytesPerSecond?: number | undefined;
}
