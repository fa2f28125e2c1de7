import { isolate } from "./announce.ts";
import type { Clock } from "./clock.ts";

/** What happened elsewhere that whoever shows consent may want to look at again. */
export type SessionNews =
  /** The page came back: visible, restored, focused or online again. */
  | { readonly kind: "wake" }
  /** A decision of this person was recorded: in another tab, or at another place on the page. */
  | { readonly kind: "decision"; readonly noticeUuid: string };

/** Who is told the news of one session. */
export interface NewsDesk {
  readonly onNews: (listener: (news: SessionNews) => void) => () => void;
  tell(news: SessionNews): void;
  /** Tells of a wake once, however many events one return of the page brings. */
  readonly wake: () => void;
  close(): void;
}

/** Browsers report one return as several events in a row. */
const coalescing = 50;

/** A desk without listeners. What a listener throws reaches no other. */
export function createNewsDesk(clock: Clock): NewsDesk {
  const listeners = new Set<(news: SessionNews) => void>();
  let waking: unknown;
  const tell = (news: SessionNews): void => {
    for (const listener of listeners) isolate(() => listener(news));
  };
  return {
    tell,
    onNews: (listener) => {
      // An entry of its own, so that a function given twice is let go once at a time.
      const entry = (news: SessionNews): void => listener(news);
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    wake: () => {
      waking ??= clock.setTimeout(() => {
        waking = undefined;
        tell({ kind: "wake" });
      }, coalescing);
    },
    close: () => {
      clock.clearTimeout(waking);
      listeners.clear();
    },
  };
}
