import { sha256 } from "@notice-consent/contract";
import { after, type Clock } from "./clock.ts";
import type { HeldTokens } from "./held-tokens.ts";
import type { Lineage } from "./lineage.ts";
import type { Page } from "./page.ts";

/** The collection of what another tab has renewed: the service repeats its answer for a short while. */
export interface PickUp {
  /** Another tab says that the refresh token with that digest was replaced; `at` is in wall-clock milliseconds. */
  readonly hear: (tokenDigest: string, at: number) => void;
  cancel(): void;
}

interface PickUpOptions {
  readonly tokens: HeldTokens;
  readonly lineage: Lineage;
  readonly clock: Clock;
  readonly random: () => number;
  readonly page: Page;
  /** Called when it is time to refresh. */
  readonly collect: () => void;
}

const longestDelay = 10_000;

/** A visible page collects at a random moment, so that many do not come at once; a hidden one, whose timers are throttled, at once. */
export function createPickUp({ tokens, lineage, clock, random, page, collect }: PickUpOptions): PickUp {
  let cancel = (): void => {};
  return {
    hear: (tokenDigest, at) => {
      const { refreshToken } = tokens.presentable();
      if (refreshToken === undefined || sha256(refreshToken) !== tokenDigest) return;
      lineage.hear(tokenDigest, at);
      cancel();
      cancel = after(clock, page.visible() ? random() * longestDelay : 0, () => {
        if (tokens.pair().refreshToken === refreshToken) collect();
      });
    },
    cancel: () => cancel(),
  };
}
