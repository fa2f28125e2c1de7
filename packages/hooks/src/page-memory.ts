import type { PrefetchedConsent } from "@notice-consent/client";
import type { PageDrafts } from "./page-drafts.ts";

/** What a page remembers of a visit; in memory alone, gone with the person. */
export interface PageMemory {
  /** The ticks, once somebody could tick; whoever lets them does so through `draftsOf`. */
  drafts: PageDrafts | undefined;
  /** Another person comes: nothing of this one stays. */
  forgetPerson(digest: string): void;
  /** The language that the person chose earlier, else those of the browser; the same list until that changes. */
  readonly wantedLanguages: () => readonly string[];
  rememberLanguage(tag: string): void;
  /** What a server has read starts one generation of places; those that come later ask for themselves. */
  spend(prefetched: PrefetchedConsent): void;
  isSpent(prefetched: PrefetchedConsent): boolean;
}

const noWishes: readonly string[] = [];

/** An empty memory. */
export function createPageMemory(): PageMemory {
  const spent = new WeakSet<PrefetchedConsent>();
  let chosen: readonly string[] | undefined;
  let preferred: readonly string[] | undefined;
  const memory: PageMemory = {
    drafts: undefined,
    forgetPerson: (digest) => {
      memory.drafts?.forgetPerson(digest);
      chosen = undefined;
    },
    wantedLanguages: () => {
      if (chosen !== undefined) return chosen;
      preferred ??= typeof navigator === "undefined" ? noWishes : (navigator.languages ?? noWishes);
      return preferred;
    },
    rememberLanguage: (tag) => {
      chosen = [tag];
    },
    spend: (prefetched) => void spent.add(prefetched),
    isSpent: (prefetched) => spent.has(prefetched),
  };
  return memory;
}
