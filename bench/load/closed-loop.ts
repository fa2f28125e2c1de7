import autocannon from "autocannon";

import type { Load } from "./requests.ts";

/** What a number of connections reached, each sending its next request when the last is answered. */
export interface Ceiling {
  readonly perSecond: number;
  readonly answered: number;
  /** Answers with another status than the right one, and connections that broke. */
  readonly wrong: number;
}

/** Loads an address with 20 connections, for some seconds or until a number of requests is answered. */
export async function runClosedLoop(
  load: Load,
  length: { readonly seconds: number } | { readonly requests: number },
): Promise<Ceiling> {
  const { method, path, body } = load.next();
  const result = await autocannon({
    url: load.origin,
    connections: 20,
    ...("seconds" in length ? { duration: length.seconds } : { amount: length.requests }),
    requests: [
      {
        method,
        path,
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
    wrong: answered - right + result.errors + result.timeouts,
  };
}
