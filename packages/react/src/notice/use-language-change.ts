"use client";

import type { ConsentActions } from "@notice-consent/hooks";
import { useCallback, useEffect, useRef, useState, useTransition } from "react";
import { spokenTag, wordsOf, type HostWords } from "../labels/use-words.ts";
import { hasWords } from "../labels/words.ts";
import type { Announcement } from "./notice-context.ts";

/** The language that is on its way, and how another one is chosen. */
export interface LanguageChange {
  readonly comingLanguage: string | undefined;
  readonly changeLanguage: (tag: string) => void;
}

/** Changes the language once its words are here, so that a notice is never in two languages at once. */
export function useLanguageChange(
  actions: ConsentActions,
  host: HostWords,
  announce: (news: Announcement) => void,
): LanguageChange {
  const [comingLanguage, setComing] = useState<string>();
  const [, startTransition] = useTransition();
  const latest = useRef<string>(undefined);
  useEffect(() => () => void (latest.current = undefined), []);
  useWishedWords(host, announce);

  const changeLanguage = useCallback(
    (tag: string): void => {
      latest.current = tag;
      setComing(tag);
      const settle = (news: Announcement, change: () => void): void => {
        if (latest.current !== tag) return;
        startTransition(() => {
          change();
          setComing(undefined);
          announce(news);
        });
      };
      wordsOf(tag, host).then(
        () => settle("language-changed", () => actions.setLanguage(tag)),
        () => settle("language-failed", () => undefined),
      );
    },
    [actions, host, announce],
  );
  return { comingLanguage, changeLanguage };
}

/** Fetches the words of the host's wish. Where they cannot be had the notice stays as it is, and says so. */
function useWishedWords(host: HostWords, announce: (news: Announcement) => void): void {
  const tag = spokenTag(host.hostTag);
  const latest = useRef(host);
  useEffect(() => {
    latest.current = host;
  }, [host]);
  const first = useRef(tag);
  useEffect(() => {
    // The first wish is shown at once and brings its words with it.
    if (first.current === tag) return undefined;
    let isWanted = true;
    wordsOf(tag, latest.current).catch(() => isWanted && hasWords(tag) && announce("language-failed"));
    return () => {
      isWanted = false;
    };
  }, [tag, announce]);
}
