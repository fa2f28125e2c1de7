import type { IncomingCall, OutgoingCall } from "./exchange.ts";

/** What this server saw and did since the log was last cleared. */
export interface Traffic {
  readonly incoming: readonly IncomingCall[];
  readonly outgoing: readonly OutgoingCall[];
}

const kept = 300;
const empty: Traffic = { incoming: [], outgoing: [] };

// Pages, routes and what observes them are bundled apart; they share one process.
const slot: { [key: symbol]: Traffic | undefined } = globalThis;
const key = Symbol.for("notice-consent/demo/traffic");

/** Everything that is kept. */
export function traffic(): Traffic {
  return slot[key] ?? empty;
}

/** Adds a call that came in. */
export function addIncoming(call: IncomingCall): void {
  const { incoming, outgoing } = traffic();
  slot[key] = { incoming: [...incoming, call].slice(-kept), outgoing };
}

/** Adds a call that was made. */
export function addOutgoing(call: OutgoingCall): void {
  const { incoming, outgoing } = traffic();
  slot[key] = { incoming, outgoing: [...outgoing, call].slice(-kept) };
}

/** Forgets everything. */
export function clearTraffic(): void {
  slot[key] = empty;
}
