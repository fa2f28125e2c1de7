import { after, type Clock } from "./clock.ts";
import { createLineage, type Lineage } from "./lineage.ts";
import { createRetryBudget, type RetryBudget } from "./retry-budget.ts";
import type { Session } from "./session.ts";

/** The sessions of a page, one per person, and what the page remembers of tokens. */
export interface SessionRegistry {
  readonly lineage: Lineage;
  readonly retries: RetryBudget;
  find(digest: string): Session | undefined;
  /** Keeps a session; sessions of other people that nobody uses any more end now. */
  add(session: Session): void;
  /** Ends a session a few seconds after its last host has gone, unless a host comes back. */
  release(session: Session, clock: Clock): void;
  /** Ends a session that nobody uses, at once: the person has changed. */
  drop(digest: string): void;
}

/** Long enough for a remount or a change of route. */
const grace = 5_000;

/** A registry of its own, for a client that does not share the page's. */
export function createSessionRegistry(): SessionRegistry {
  const lineage = createLineage();
  const sessions = new Map<string, Session>();
  const end = (digest: string, forget: boolean): void => {
    const session = sessions.get(digest);
    if (session === undefined || session.isAttached()) return;
    sessions.delete(digest);
    if (forget) session.forget();
    session.dispose();
  };
  const drop = (digest: string): void => end(digest, true);
  return {
    lineage,
    retries: createRetryBudget(),
    find: (digest) => sessions.get(digest),
    add: (session) => {
      for (const digest of sessions.keys()) drop(digest);
      sessions.set(session.digest, session);
    },
    release: (session, clock) => {
      after(clock, grace, () => {
        // What nobody else holds waits for the host to come back, without timers.
        if (sessions.get(session.digest) === session && !session.isNeeded()) end(session.digest, false);
      });
    },
    drop,
  };
}

const symbol = Symbol.for("notice-consent/session-registry/1");

type RegistryHolder = Pick<typeof globalThis, "Symbol"> & { [symbol]?: SessionRegistry };

/** The page's registry, shared by every copy of this package on the page. */
export function pageRegistry(): SessionRegistry {
  const holder: RegistryHolder = globalThis;
  holder[symbol] ??= createSessionRegistry();
  return holder[symbol];
}
