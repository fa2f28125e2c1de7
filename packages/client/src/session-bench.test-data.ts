import {
  createFakeClock,
  createFixtureService,
  type FakeClock,
  type FixtureService,
  type IssuedTokens,
} from "@notice-consent/testing";
import { createConsentClient, type ConsentClient } from "./consent-client.ts";
import type { Coordination } from "./coordination.ts";
import type { Page } from "./page.ts";
import { addressOf } from "./principal.ts";
import type { Session } from "./session.ts";
import type { SessionHost } from "./session-hosts.ts";
import type { TokenPair } from "./token.ts";
import type { TokenStorage } from "./token-storage.ts";

/** A page that tests can hide and wake. */
export interface ScriptedPage extends Page {
  hidden: boolean;
  wake(cause: "visible" | "online"): void;
  readonly listeners: number;
}

/** A client over a service in memory, on one clock that tests move. */
export interface Bench {
  readonly service: FixtureService;
  readonly clock: FakeClock;
  readonly page: ScriptedPage;
  readonly client: ConsentClient;
  readonly issue: (orgUserId?: string) => IssuedTokens;
  open(pair: TokenPair, host?: SessionHost): Session;
}

/** Makes a page that is visible. */
export function aPage(): ScriptedPage {
  const listeners = new Set<Parameters<Page["onWake"]>[0]>();
  return {
    hidden: false,
    visible() {
      return !this.hidden;
    },
    onWake: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    wake: (cause) => {
      for (const listener of listeners) listener(cause);
    },
    get listeners() {
      return listeners.size;
    },
  };
}

/** What a bench shares with others, as the tabs of one browser do. */
export interface BenchOptions {
  readonly clock?: FakeClock;
  readonly service?: FixtureService;
  readonly coordination?: Coordination;
  readonly storage?: TokenStorage;
  readonly random?: () => number;
}

/** Makes a bench; `fetch` wraps that of the service. */
export function aBench(
  wrap: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch = (fetch) => fetch,
  options: BenchOptions = {},
): Bench {
  const { clock = createFakeClock(), random = () => 0.5, coordination, storage } = options;
  const service = options.service ?? createFixtureService({ clock: clock.unskewed });
  const page = aPage();
  const client = createConsentClient({
    baseUrl: service.baseUrl,
    fetch: wrap(service.fetch),
    clock,
    random,
    page,
    coordination,
    storage,
  });
  return {
    service,
    clock,
    page,
    client,
    issue: (orgUserId = "person-1") => service.issue({ orgUserId }),
    open: (pair, host = {}) => {
      const address = addressOf(pair.accessToken, service);
      if (address === undefined) throw new Error("The bench knows its own address.");
      const session = client.openSession(client.principal(pair.accessToken, address), pair);
      session.attach(host);
      return session;
    },
  };
}
