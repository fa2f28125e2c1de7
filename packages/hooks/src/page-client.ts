import {
  createConsentClient,
  systemClock,
  type Clock,
  type ConsentClient,
  type Coordination,
  type Decision,
  type TokenStorage,
} from "@notice-consent/client";
import { QueryClient } from "@tanstack/react-query";
import { warnOnce } from "./development.ts";
import { createPageMemory, type PageMemory } from "./page-memory.ts";

/** What the notices of a page share. */
export interface PageClient {
  readonly queryClient: QueryClient;
  readonly clock: Clock;
  readonly memory: PageMemory;
  /** The recorded decisions whose consequences this page has drawn. */
  readonly counted: WeakSet<Decision>;
  /** The client of one service. Throws a `CONFIGURATION` error for a base URL that cannot be used. */
  clientFor(baseUrl: string): ConsentClient;
}

/** What a page's client is made from. */
export interface PageClientOptions {
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly queryClient?: QueryClient | undefined;
  readonly clock?: Clock | undefined;
  readonly storage?: TokenStorage | undefined;
  readonly coordination?: Coordination | undefined;
}

/** A client with a memory and, unless given, a query cache of its own. */
export function createPageClient({
  fetch,
  clock,
  storage,
  coordination,
  queryClient = new QueryClient(),
}: PageClientOptions = {}): PageClient {
  const clients = new Map<string, ConsentClient>();
  return {
    queryClient,
    clock: clock ?? systemClock,
    memory: createPageMemory(),
    counted: new WeakSet(),
    clientFor: (baseUrl) => {
      const known = clients.get(baseUrl);
      if (known !== undefined) return known;
      const made = createConsentClient({ baseUrl, fetch, clock, storage, coordination });
      // The same address spelled otherwise is the same service, with the same people and their sessions.
      const same = [...clients.values()].find(({ base }) => base === made.base);
      if (same === undefined && clients.size > 0) {
        warnOnce(
          "Two base URLs are in use on this page. Sessions and decisions of one are unknown to the other: " +
            "give every notice the same baseUrl, best on one ConsentProvider.",
        );
      }
      clients.set(baseUrl, same ?? made);
      return same ?? made;
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
