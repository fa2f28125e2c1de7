"use client";

import type { Clock, TokenStorage } from "@notice-consent/client";
import type { ValidateAgainst } from "@notice-consent/contract";
import type { QueryClient } from "@tanstack/react-query";
import { createContext, useContext, useMemo, useState, type ReactNode } from "react";
import type { PersonOptions } from "./notice-options.ts";
import { createPageClient, sharedPageClient, type PageClient } from "./page-client.ts";

/** What everything below the provider is asked with, unless it says otherwise. */
export interface ConsentDefaults extends PersonOptions {
  validateAgainst?: ValidateAgainst | undefined;
}

/**
 * Defaults, and the outside world where it is not the browser's.
 * `fetch`, `queryClient`, `clock` and `storage` are read once.
 */
export interface ConsentProviderProps extends ConsentDefaults {
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Without one the provider has a private cache; nothing in it is meant to be persisted. */
  readonly queryClient?: QueryClient | undefined;
  readonly clock?: Clock | undefined;
  /** Where tokens outlive the page; in memory alone when absent. Any script of the page can read what is kept there. */
  readonly storage?: TokenStorage | undefined;
  readonly children?: ReactNode;
}

/** A page's client and the defaults that hold here. */
export interface ConsentSurroundings {
  readonly page: PageClient;
  readonly defaults: ConsentDefaults;
}

/** Where the provider puts them. */
export const SurroundingsContext = createContext<ConsentSurroundings | undefined>(undefined);

/** What holds where no provider stands above. */
export const noDefaults: ConsentDefaults = {};

/** Optional: shares defaults and a private cache among the notices below it. Without one they share the page's. */
export function ConsentProvider({ children, ...props }: ConsentProviderProps): ReactNode {
  const { fetch, queryClient, clock, storage } = props;
  const [page] = useState(() => createPageClient({ fetch, queryClient, clock, storage }));
  const { accessToken, refreshToken, baseUrl, organisationUuid, workspaceUuid } = props;
  const { refresh, refreshUrl, onTokensChange, onSessionExpired, validateAgainst } = props;
  const surroundings = useMemo(
    () => ({
      page,
      defaults: {
        accessToken,
        refreshToken,
        baseUrl,
        organisationUuid,
        workspaceUuid,
        refresh,
        refreshUrl,
        onTokensChange,
        onSessionExpired,
        validateAgainst,
      },
    }),
    [
      page,
      accessToken,
      refreshToken,
      baseUrl,
      organisationUuid,
      workspaceUuid,
      refresh,
      refreshUrl,
      onTokensChange,
      onSessionExpired,
      validateAgainst,
    ],
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
