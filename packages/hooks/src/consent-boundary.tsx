"use client";

import type { PrefetchedConsent } from "@notice-consent/client";
import { createContext, useContext, useMemo, type ReactNode } from "react";

const PrefetchedContext = createContext<readonly PrefetchedConsent[]>([]);

/** What `prefetchConsent` made on the server, or its promise. */
export interface ConsentBoundaryProps {
  readonly state: PrefetchedConsent | PromiseLike<PrefetchedConsent> | undefined;
  readonly children?: ReactNode;
}

/**
 * Hands what a server has read to the notices below, so that their first render shows it and asks nothing.
 * Suspends while the promise is open; one that rejects counts as nothing read.
 */
export function ConsentBoundary({ state, children }: ConsentBoundaryProps): ReactNode {
  const outer = useContext(PrefetchedContext);
  const arrived = isPromise(state) ? arrivalOf(state) : state;
  const prefetched = useMemo(() => (arrived === undefined ? outer : [arrived, ...outer]), [arrived, outer]);
  return <PrefetchedContext.Provider value={prefetched}>{children}</PrefetchedContext.Provider>;
}

/** What has been read for this place, the innermost boundary first. */
export function usePrefetched(): readonly PrefetchedConsent[] {
  return useContext(PrefetchedContext);
}

interface Arrival {
  readonly settled: Promise<void>;
  value: PrefetchedConsent | undefined;
  done: boolean;
}

const arrivals = new WeakMap<PromiseLike<PrefetchedConsent>, Arrival>();

/** React 18 has no `use`; a thrown promise suspends in every version. */
function arrivalOf(promise: PromiseLike<PrefetchedConsent>): PrefetchedConsent | undefined {
  const known = arrivals.get(promise) ?? watchArrival(promise);
  // oxlint-disable-next-line typescript/only-throw-error -- how a component suspends
  if (!known.done) throw known.settled;
  return known.value;
}

function watchArrival(promise: PromiseLike<PrefetchedConsent>): Arrival {
  const settle = (value?: PrefetchedConsent): void => {
    arrival.value = value;
    arrival.done = true;
  };
  const arrival: Arrival = {
    settled: Promise.resolve(promise).then(settle, () => settle()),
    value: undefined,
    done: false,
  };
  arrivals.set(promise, arrival);
  return arrival;
}

function isPromise(state: ConsentBoundaryProps["state"]): state is PromiseLike<PrefetchedConsent> {
  return state !== undefined && "then" in state;
}
