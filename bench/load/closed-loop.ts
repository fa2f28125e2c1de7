import autocannon from "autocannon";

import type { Load } from "./requests.ts";

/** What a number of connections reached, each sending its next request when the last is answered. */
export interface Ceiling {
  readonly perSecond: number;
  readonly answered: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers with another status than the right one, and connections that broke. */
  readonly wrong: number;
}

/** Loads an address with 20 connections for some seconds. Its latencies hide queueing: read them as a lower bound. */
export async function runClosedLoop(load: Load, seconds: number): Promise<Ceiling> {
  const { method, path, headers, body } = load.next();
  const result = await autocannon({
    url: load.origin,
    connections: 20,
    duration: seconds,
    requests: [
      {
        method,
        path,
        headers: { ...headers },
        ...(body === undefined ? {} : { body }),
        setupRequest: (request) => ({ ...request, headers: { ...load.next().headers } }),
      },
    ],
  });
  const statuses = Object.entries(result.statusCodeStats ?? {});
  const count = (named: typeof statuses) => named.reduce((sum, [, { count = 0 }]) => sum + count, 0);
  const answered = count(statuses);
  const right = count(statuses.filter(([status]) => status === String(load.expected)));
  return {
    perSecond: right / result.duration,
    answered,
    p50: result.latency.p50,
    p99: result.latency.p99,
    wrong: answered - right + result.errors + result.timeouts,
  };
}
