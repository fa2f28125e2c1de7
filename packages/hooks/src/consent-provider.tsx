"use client";

import type { Clock, Refresh } from "@notice-consent/client";
import type { ValidateAgainst } from "@notice-consent/contract";
import type { QueryClient } from "@tanstack/react-query";
import { createContext, useContext, useMemo, useState, type ReactNode } from "react";
import { createPageClient, sharedPageClient, type PageClient } from "./page-client.ts";

/** What every notice below the provider is asked with, unless it says otherwise. */
export interface ConsentDefaults {
  /** With or without `/consent`. */
  readonly baseUrl?: string | undefined;
  readonly refresh?: Refresh | undefined;
  /** The host's own route, same origin only. */
  readonly refreshUrl?: string | undefined;
  readonly validateAgainst?: ValidateAgainst | undefined;
}

/** Defaults, and the outside world where it is not the browser's. `fetch`, `queryClient` and `clock` are read once. */
export interface ConsentProviderProps extends ConsentDefaults {
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Without one the provider has a private cache; nothing in it is meant to be persisted. */
  readonly queryClient?: QueryClient | undefined;
  readonly clock?: Clock | undefined;
  readonly children?: ReactNode;
}

/** A page's client and the defaults that hold here. */
export interface ConsentSurroundings {
  readonly page: PageClient;
  readonly defaults: ConsentDefaults;
}

/** Where the provider puts them. */
export const SurroundingsContext = createContext<ConsentSurroundings | undefined>(undefined);
const noDefaults: ConsentDefaults = {};

/** Optional: shares defaults and a private cache among the notices below it. Without one they share the page's. */
export function ConsentProvider(props: ConsentProviderProps): ReactNode {
  const { baseUrl, refresh, refreshUrl, validateAgainst, fetch, queryClient, clock, children } = props;
  const [page] = useState(() => createPageClient({ fetch, queryClient, clock }));
  const surroundings = useMemo(
    () => ({ page, defaults: { baseUrl, refresh, refreshUrl, validateAgainst } }),
    [page, baseUrl, refresh, refreshUrl, validateAgainst],
  );
  return <SurroundingsContext.Provider value={surroundings}>{children}</SurroundingsContext.Provider>;
}

/** The surroundings of this place in the tree. */
export function useSurroundings(): ConsentSurroundings {
  const given = useContext(SurroundingsContext);
  const [own] = useState(() => (given === undefined ? { page: sharedPageClient(), defaults: noDefaults } : undefined));
  const surroundings = given ?? own;
  if (surroundings === undefined) throw new Error("A ConsentProvider must not be removed from above a mounted notice.");
  return surroundings;
}
