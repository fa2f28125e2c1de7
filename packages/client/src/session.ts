import type { DetailOf, Call } from "@notice-consent/contract";
import { createRequestGroup } from "./abort-signals.ts";
import type { Coordination } from "./coordination.ts";
import { createOtherTabs } from "./other-tabs.ts";
import type { Principal } from "./principal.ts";
import type { SessionHost } from "./session-hosts.ts";
import { createCaller, type SessionRequest } from "./session-call.ts";
import { createNewsDesk, type SessionNews } from "./session-news.ts";
import type { Submission } from "./submission.ts";
import type { SessionSnapshot, TokenPair } from "./token.ts";
import type { TokenStorage } from "./token-storage.ts";
import { createTokenVault } from "./token-vault.ts";
import { createTokenKeeper } from "./token-keeper.ts";
import type { TokenKeeperOptions } from "./token-keeping.ts";

/** The tokens, timers and calls of one person. */
export interface Session extends Principal {
  getSnapshot(): SessionSnapshot;
  subscribe(listener: () => void): () => void;
  /** Keeps the session alive, with the host's ways to refresh, until the returned function is called. */
  attach(host: SessionHost): () => void;
  /** A pair that the host holds: adopted when newer, ignored when superseded or older. */
  propose(pair: TokenPair): void;
  /**
   * Calls with the access token: refreshed first when about to end, after a refusal refreshed once and sent once more.
   * Rejects with `ABORTED` when the session is disposed of meanwhile.
   */
  call<E extends Call>(endpoint: E, request: SessionRequest<E>): Promise<DetailOf<E>>;
  /** The person acts: rests and limits of refreshing end. */
  wake(): void;
  /** Renews the tokens now, if there is a way to; the snapshot shows what comes of it. */
  renew(): void;
  /** Work that outlives its host; the session stays until the returned function is called or the person changes. */
  hold(): () => void;
  /** Tells what happened elsewhere, while a host is attached. Returns the removal. */
  onNews(listener: (news: SessionNews) => void): () => void;
  /** A decision of this person was recorded: the other places of the page and the other tabs are told. */
  reportDecision(noticeUuid: string): void;
  /** The decisions under way, by what they are about. */
  readonly submissions: Map<string, Submission>;
  isAttached(): boolean;
  /** True while something would be lost with the session: work under way, an unsettled decision, or a pair that no host has supplied. */
  isNeeded(): boolean;
  /** Removes what the host's storage keeps of the person. */
  forget(): void;
  /** Ends everything: tokens are dropped, requests aborted, late answers ignored. */
  dispose(): void;
}

/** What a session is made from. */
export interface SessionOptions extends Omit<TokenKeeperOptions, "tabs" | "vault" | "onWake"> {
  readonly coordination?: Coordination | undefined;
  readonly storage?: TokenStorage | undefined;
}

function isUnsettled(submission: Submission): boolean {
  return submission.getSnapshot().status === "unknown";
}

/** A session of one person. */
export function createSession(options: SessionOptions): Session {
  const { digest, address, transport, clock, lineage, coordination, storage, onDetached } = options;
  const news = createNewsDesk(clock);
  const vault = storage && createTokenVault(storage, digest, clock);
  const tabs =
    coordination &&
    createOtherTabs({
      digest,
      clock,
      coordination,
      superseded: (tokenDigest, at) => tokens.hear(tokenDigest, at),
      whenSuperseded: lineage.whenSuperseded,
      decided: (noticeUuid) => news.tell({ kind: "decision", noticeUuid }),
    });
  const tokens = createTokenKeeper({ ...options, tabs, vault, onWake: news.wake });
  const submissions = new Map<string, Submission>();
  const requests = createRequestGroup();
  const call = createCaller({ tokens, requests, transport, clock, address });
  let holds = 0;

  return {
    digest,
    address,
    submissions,
    call,
    getSnapshot: tokens.getSnapshot,
    subscribe: tokens.subscribe,
    attach: tokens.attach,
    propose: tokens.propose,
    wake: tokens.wake,
    renew: tokens.renew,
    onNews: news.onNews,
    reportDecision: (noticeUuid) => {
      news.tell({ kind: "decision", noticeUuid });
      tabs?.announceDecision(noticeUuid);
    },
    forget: () => void vault?.remove(),
    isAttached: tokens.isAttached,
    isNeeded: () => holds > 0 || tokens.holdsRotatedPair() || [...submissions.values()].some(isUnsettled),
    hold: () => {
      holds += 1;
      return () => {
        holds -= 1;
        if (!tokens.isAttached()) onDetached();
      };
    },
    dispose: () => {
      submissions.clear();
      news.close();
      tokens.dispose();
      requests.abort();
    },
  };
}
