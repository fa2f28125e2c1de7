"use client";

import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
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

const LanguageContext = createContext<LanguageChoice | undefined>(undefined);

/** How the language of the notice is changed that a part stands in; throws outside one. */
export function useLanguageChange(part: string): LanguageChoice {
  const choice = useContext(LanguageContext);
  if (choice === undefined) throw new Error(`Notice.${part} has to stand inside Notice.Root.`);
  return choice;
}

interface LanguageChangeProps {
  readonly state: NoticeState;
  readonly children: ReactNode;
}

/**
 * Changes the language once its words are here, so that a notice is never in two languages at once. That a language is
 * on its way is drawn where it shows, and nothing else with it.
 */
export function LanguageChange({ state, children }: LanguageChangeProps) {
  const { consent, host, announce } = state;
  const { actions } = consent;
  const [comingLanguage, setComing] = useState<string>();
  const [, startTransition] = useTransition();
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
