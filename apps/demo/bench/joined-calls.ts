import type { Lane } from "./arrow.ts";
import type { OutgoingCall, ServiceExchange } from "./exchange.ts";
import type { Traffic } from "./traffic.ts";

/** A call between two lanes, put together from what both sides wrote down. */
export interface JoinedCall {
  readonly key: string;
  readonly from: Lane;
  readonly to: Lane;
  /** Of the consent API; nothing for a call of the bank's own routes. */
  readonly endpoint: string | null;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly request: unknown;
  readonly response: unknown;
  readonly fault: string | null;
}

/** How far the two sides' clocks and the way between them may be apart. */
const apartMs = 5000;

/** Every call once. What your backend sent has its own times, so that it lies inside the call that made it send. */
export function joinCalls(traffic: Traffic, exchanges: readonly ServiceExchange[]): readonly JoinedCall[] {
  const left = new Set(traffic.outgoing);
  const served = exchanges.map((exchange) => {
    const sent = sentAs(exchange, left);
    if (sent !== undefined) left.delete(sent);
    return joined(exchange, sent);
  });
  const unheard = [...left].map((call, index): JoinedCall => ({
    ...call,
    key: `out-${call.startedAt}-${index}`,
    from: "Your Backend",
    to: "Consent service",
    endpoint: null,
    request: null,
    response: null,
    fault: null,
  }));
  const routes = traffic.incoming
    .filter(({ kind }) => kind === "route")
    .map((call): JoinedCall => ({
      ...call,
      key: `in-${call.startedAt}-${call.path}`,
      from: "Frontend",
      to: "Your Backend",
      endpoint: null,
      fault: null,
    }));
  return [...routes, ...served, ...unheard];
}

function joined(exchange: ServiceExchange, sent: OutgoingCall | undefined): JoinedCall {
  const startedAt = sent?.startedAt ?? Date.parse(exchange.started_at);
  return {
    key: exchange.request_id,
    // Your backend may read with a person's token, and looks like a browser to the service then.
    from: exchange.caller === "backend" || sent !== undefined ? "Your Backend" : "Frontend",
    to: "Consent service",
    endpoint: exchange.endpoint,
    method: exchange.method,
    path: exchange.path,
    status: exchange.status,
    startedAt,
    endedAt: sent?.endedAt ?? startedAt + exchange.duration_ms,
    request: exchange.request,
    response: exchange.response,
    fault: exchange.fault,
  };
}

/** What your backend wrote down of an exchange: by the service's id, or by place and time where no answer came. */
function sentAs(exchange: ServiceExchange, left: ReadonlySet<OutgoingCall>): OutgoingCall | undefined {
  const named = [...left].find(({ requestId }) => requestId === exchange.request_id);
  if (named !== undefined || exchange.status !== null || exchange.caller === "browser") return named;
  const startedAt = Date.parse(exchange.started_at);
  const apart = (call: OutgoingCall) => Math.abs(call.startedAt - startedAt);
  return [...left]
    .filter(
      ({ requestId, method, path }) => requestId === undefined && method === exchange.method && same(path, exchange),
    )
    .filter((call) => apart(call) < apartMs)
    .toSorted((one, other) => apart(one) - apart(other))[0];
}

function same(path: string, exchange: ServiceExchange): boolean {
  return path.split("/").length === (exchange.path.split("?")[0] ?? "").split("/").length;
}
