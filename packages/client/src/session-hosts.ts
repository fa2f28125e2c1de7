import { announce } from "./announce.ts";
import type { Clock } from "./clock.ts";
import type { RefreshWays } from "./refresher.ts";
import type { TokenPair } from "./token.ts";

/** What a host gives a session and hears from it. Its members are read at the moment of use. */
export interface SessionHost extends RefreshWays {
  readonly onTokensChange?: ((pair: TokenPair) => void) | undefined;
  readonly onSessionExpired?: (() => void) | undefined;
}

/** The hosts of one session. */
export interface SessionHosts {
  size(): number;
  add(host: SessionHost): void;
  /** False for a host that is not there. */
  remove(host: SessionHost): boolean;
  /** The first way to refresh that any host offers; that of the last one that has gone, for work it left behind. */
  ways(): RefreshWays;
  /** Tells every host once, after the paint; a function that several hosts share is called once. */
  tell<Heard>(
    pick: (host: SessionHost) => ((heard: Heard) => void) | undefined,
    heard: Heard,
    still: () => boolean,
  ): void;
  clear(): void;
}

/** No hosts yet. */
export function createSessionHosts(clock: Clock): SessionHosts {
  const hosts = new Set<SessionHost>();
  let left: RefreshWays = {};
  return {
    size: () => hosts.size,
    add: (host) => hosts.add(host),
    remove: (host) => {
      if (!hosts.delete(host)) return false;
      if (host.refresh ?? host.refreshUrl) left = { refresh: host.refresh, refreshUrl: host.refreshUrl };
      return true;
    },
    ways: () => [...hosts].find(({ refresh }) => refresh) ?? [...hosts].find(({ refreshUrl }) => refreshUrl) ?? left,
    tell: (pick, heard, still) => {
      for (const tell of new Set([...hosts].map(pick))) {
        if (tell) announce(() => still() && tell(heard), clock);
      }
    },
    clear: () => {
      hosts.clear();
      left = {};
    },
  };
}
