import type { Caller } from "./caller.ts";
import type { FaultKind } from "./fault.ts";

/** One call with its answer, masked. */
export interface Exchange {
  /** Counted from 1 in the order of arrival. */
  readonly number: number;
  readonly request_id: string;
  readonly caller: Caller;
  /** The `id` of the endpoint; nothing for one of the Users API. */
  readonly endpoint: string | null;
  readonly method: string;
  readonly path: string;
  /** Nothing where no answer left. */
  readonly status: number | null;
  /** ISO 8601 UTC. */
  readonly started_at: string;
  readonly duration_ms: number;
  readonly request: unknown;
  readonly response: unknown;
  /** What was done to it on purpose. */
  readonly fault: FaultKind | null;
}

/** The last calls, in memory. */
export interface ExchangeLog {
  /** Takes the number of a call that begins. */
  begin(): number;
  record(exchange: Exchange): void;
  /** Everything from the oldest that is kept; calls still running are missing. */
  read(): readonly Exchange[];
  clear(): void;
}

const kept = 500;

/** An empty log. */
export function createExchangeLog(): ExchangeLog {
  let begun = 0;
  let cleared = 0;
  let exchanges: readonly Exchange[] = [];
  return {
    begin() {
      begun += 1;
      return begun;
    },
    record(exchange) {
      if (exchange.number <= cleared) return;
      exchanges = [...exchanges, exchange].sort((one, other) => one.number - other.number).slice(-kept);
    },
    read: () => exchanges,
    clear() {
      cleared = begun;
      exchanges = [];
    },
  };
}
