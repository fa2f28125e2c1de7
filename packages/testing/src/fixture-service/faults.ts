import type { Endpoint } from "@notice-consent/contract";

/**
 * What goes wrong with one request.
 * `drop-answer`: it is processed, then the connection breaks. `never-answer`: it hangs, unprocessed, until the caller gives up.
 * `offline`: it does not arrive. `not-json`: a proxy's page with status 200 comes instead of an answer.
 * `{ status }`: refused unprocessed, with our body when a code is given and with none otherwise. `{ latencyMs }`: late, but in order.
 * `{ before }`: runs just before it is answered in order, for what happens meanwhile.
 */
export type Fault =
  | "drop-answer"
  | "never-answer"
  | "offline"
  | "not-json"
  | { readonly latencyMs: number }
  | { readonly before: () => void }
  | {
      readonly status: number;
      /** Sent as `error_code`; may be a code that the library does not know. */
      readonly code?: string | undefined;
      readonly message?: string | undefined;
      readonly retryAfterSeconds?: number | undefined;
    };

/** Faults waiting for their request, first in first out for each endpoint; a standing one meets all that find none waiting. */
export interface FaultScript {
  add(endpoint: Endpoint, fault: Fault): void;
  stand(endpoint: Endpoint, fault: Fault | undefined): void;
  take(endpoint: Endpoint): Fault | undefined;
}

/** Makes an empty script. */
export function createFaultScript(): FaultScript {
  const waiting = new Map<string, Fault[]>();
  const standing = new Map<string, Fault | undefined>();
  return {
    add: ({ id }, fault) => void waiting.set(id, [...(waiting.get(id) ?? []), fault]),
    stand: ({ id }, fault) => void standing.set(id, fault),
    take: ({ id }) => waiting.get(id)?.shift() ?? standing.get(id),
  };
}

/** How a browser's `fetch` rejects when no answer comes; recognised by the mock handlers. */
export class ConnectionLost extends TypeError {
  constructor() {
    super("Failed to fetch");
  }
}
