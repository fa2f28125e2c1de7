import type { Endpoint } from "@notice-consent/contract";

/**
 * What goes wrong with one request.
 * `drop-answer`: it is processed, then the connection breaks. `never-answer`: it hangs, unprocessed, until the caller gives up.
 * `offline`: it does not arrive. `not-json`: a proxy's page with status 200 comes instead of an answer.
 * `{ status }`: refused unprocessed, with our body when a code is given and with none otherwise. `{ latencyMs }`: late, but in order.
 */
export type Fault =
  | "drop-answer"
  | "never-answer"
  | "offline"
  | "not-json"
  | { readonly latencyMs: number }
  | {
      readonly status: number;
      /** Sent as `error_code`; may be a code that the library does not know. */
      readonly code?: string | undefined;
      readonly message?: string | undefined;
      readonly retryAfterSeconds?: number | undefined;
    };

/** Faults waiting for their request, first in first out for each endpoint. */
export interface FaultScript {
  add(endpoint: Endpoint, fault: Fault): void;
  take(endpoint: Endpoint): Fault | undefined;
}

/** Makes an empty script. */
export function createFaultScript(): FaultScript {
  const waiting = new Map<string, Fault[]>();
  return {
    add: ({ id }, fault) => void waiting.set(id, [...(waiting.get(id) ?? []), fault]),
    take: ({ id }) => waiting.get(id)?.shift(),
  };
}

/** How a browser's `fetch` rejects when no answer comes; recognised by the mock handlers. */
export class ConnectionLost extends TypeError {
  constructor() {
    super("Failed to fetch");
  }
}
