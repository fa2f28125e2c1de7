import type { ConsentError, WorkspaceAddress } from "@notice-consent/contract";
import type { Clock } from "./clock.ts";
import type { Lineage } from "./lineage.ts";
import type { OtherTabs } from "./other-tabs.ts";
import type { Page } from "./page.ts";
import type { RetryBudget } from "./retry-budget.ts";
import type { SessionHost } from "./session-hosts.ts";
import type { SessionSnapshot, TokenPair } from "./token.ts";
import type { TokenVault } from "./token-vault.ts";
import type { Transport } from "./transport.ts";

/** What keeps a person's tokens is made from. */
export interface TokenKeeperOptions {
  /** Digest of the person. */
  readonly digest: string;
  readonly address: WorkspaceAddress;
  readonly pair: TokenPair;
  readonly transport: Transport;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly page: Page;
  readonly lineage: Lineage;
  readonly retries: RetryBudget;
  readonly tabs?: OtherTabs | undefined;
  readonly vault?: TokenVault | undefined;
  /** Called when the page comes back while a host is attached. */
  readonly onWake?: (() => void) | undefined;
  /** Called when the last host has gone. */
  readonly onDetached: () => void;
}

/** The tokens of one person: which pair is in use, when it is renewed, and what is told of it. */
export interface TokenKeeper {
  /** Raised when everything ends; an answer for an earlier epoch concerns nobody any more. */
  epoch(): number;
  readonly pair: () => TokenPair;
  readonly getSnapshot: () => SessionSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  readonly attach: (host: SessionHost) => () => void;
  readonly isAttached: () => boolean;
  readonly propose: (pair: TokenPair) => void;
  /** Another tab says that the refresh token with that digest was replaced; `at` is in wall-clock milliseconds. */
  readonly hear: (tokenDigest: string, at: number) => void;
  /** Renews a pair that is about to end. True when it did. */
  renewBeforeUse(signal: AbortSignal | undefined): Promise<boolean>;
  /** Renews a pair that the service refused. Rejects when there is no going on. */
  renewAfterRefusal(refusal: ConsentError, signal: AbortSignal | undefined): Promise<void>;
  /** The service was reached. */
  reached(): void;
  readonly wake: () => void;
  /** Renews the pair now, if there is a way to. */
  readonly renew: () => void;
  /** True while a pair is held that no host has supplied. */
  holdsRotatedPair(): boolean;
  dispose(): void;
}
