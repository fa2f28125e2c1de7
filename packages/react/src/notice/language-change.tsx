"use client";

import {
  createContext,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { wordsOf } from "../labels/use-words.ts";
import type { Announcement, NoticeState } from "./notice-context.ts";

/** The language that is on its way, and how another one is chosen. */
export interface LanguageChoice {
  /** The language that is being fetched, by tag. */
  readonly comingLanguage: string | undefined;
  readonly changeLanguage: (tag: string) => void;
}

/** Carries the choice of language to the parts; outside a notice, which their content refuses, there is nothing to choose. */
const LanguageContext = createContext<LanguageChoice>({ comingLanguage: undefined, changeLanguage: () => undefined });

/** How the language of the notice is changed that a part stands in. */
export const useLanguageChange = (): LanguageChoice => useContext(LanguageContext);

interface LanguageChangeProps {
  readonly state: NoticeState;
  readonly children: ReactNode;
}

/**
 * Changes the language once its words are here, so that a notice is never in two languages at once. That a language is
 * on its way is drawn where it shows, and nothing else with it. Stands outside of what comes and goes with the dialog.
 */
export function LanguageChange({ state, children }: LanguageChangeProps) {
  const { consent, host, announce } = state;
  const { actions } = consent;
  const [comingLanguage, setComing] = useState<string>();
  const latest = useRef<string>(undefined);
  useEffect(() => () => void (latest.current = undefined), []);

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
  const choice = useMemo(() => ({ comingLanguage, changeLanguage }), [comingLanguage, changeLanguage]);
  return <LanguageContext.Provider value={choice}>{children}</LanguageContext.Provider>;
}
