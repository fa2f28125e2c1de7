import { createConsentClient, systemClock, type Clock, type ConsentClient } from "@notice-consent/client";
import { QueryClient } from "@tanstack/react-query";
import { createPageMemory, type PageMemory } from "./page-memory.ts";

/** What the notices of a page share. */
export interface PageClient {
  readonly queryClient: QueryClient;
  readonly clock: Clock;
  readonly memory: PageMemory;
  /** The client of one service. Throws a `CONFIGURATION` error for a base URL that cannot be used. */
  clientFor(baseUrl: string): ConsentClient;
}

/** What a page's client is made from. */
export interface PageClientOptions {
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly queryClient?: QueryClient | undefined;
  readonly clock?: Clock | undefined;
}

/** A client with a memory and, unless given, a query cache of its own. */
export function createPageClient({
  fetch,
  clock,
  queryClient = new QueryClient(),
}: PageClientOptions = {}): PageClient {
  const clients = new Map<string, ConsentClient>();
  return {
    queryClient,
    clock: clock ?? systemClock,
    memory: createPageMemory(),
    clientFor: (baseUrl) => {
      const known = clients.get(baseUrl);
      if (known !== undefined) return known;
      const created = createConsentClient({ baseUrl, fetch, clock });
      clients.set(baseUrl, created);
      return created;
    },
  };
}

let shared: PageClient | undefined;

/** The client that notices without a provider share in a browser; on a server every render makes its own. */
export function sharedPageClient(): PageClient {
  if (typeof window === "undefined") return createPageClient();
  shared ??= createPageClient();
  return shared;
}
