import { isObject } from "./json.ts";

/** One call of the consent service, as its own log has it: masked. */
export interface ServiceExchange {
  readonly request_id: string;
  readonly caller: "backend" | "browser";
  readonly endpoint: string | null;
  readonly method: string;
  readonly path: string;
  /** Nothing where no answer left. */
  readonly status: number | null;
  readonly started_at: string;
  readonly duration_ms: number;
  readonly request: unknown;
  readonly response: unknown;
  readonly fault: string | null;
}

/** A call that came to this server: of one of its routes, or for one of its pages. */
export interface IncomingCall {
  readonly kind: "route" | "page";
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly request: unknown;
  readonly response: unknown;
}

/** A call that this server made, without its bodies: the service has those. */
export interface OutgoingCall {
  /** The service's own name for it; nothing where no answer came. */
  readonly requestId: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** The exchanges in an answer of the service's log; what is none is left out. */
export function readExchanges(detail: unknown): readonly ServiceExchange[] {
  const list: readonly unknown[] = isObject(detail) && Array.isArray(detail["exchanges"]) ? detail["exchanges"] : [];
  return list.filter(isExchange);
}

function isExchange(value: unknown): value is ServiceExchange {
  return (
    isObject(value) &&
    typeof value["request_id"] === "string" &&
    (value["caller"] === "backend" || value["caller"] === "browser") &&
    typeof value["method"] === "string" &&
    typeof value["path"] === "string" &&
    typeof value["started_at"] === "string" &&
    typeof value["duration_ms"] === "number"
  );
}
