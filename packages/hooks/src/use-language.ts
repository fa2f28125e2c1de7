"use client";

import { languages, offeredLanguages, pickLanguage, type Language, type Notice } from "@notice-consent/contract";
import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import type { UseConsentOptions } from "./consent.ts";
import type { PageClient } from "./page-client.ts";

/** The language that is shown, and the choice of it. */
export interface LanguageChoice {
  readonly language: Language;
  /** What the selector offers, English first. */
  readonly languages: readonly Language[];
  readonly choose: (tag: string) => void;
}

interface Chosen {
  readonly tag: string;
  /** The host's wish at that moment; a later wish of the host goes first again. */
  readonly insteadOf: string | undefined;
}

const noWishes: readonly string[] = [];
const never = (): (() => void) => () => {};

/**
 * First language: the one chosen here, the host's, the person's earlier choice, the browser's, the notice's default.
 * A choice is React state, so that it may change in a transition; it needs no request and changes no tick.
 */
export function useLanguage(
  { memory }: PageClient,
  notice: Notice | undefined,
  { language: wish, offersLanguage }: Pick<UseConsentOptions, "language" | "offersLanguage">,
): LanguageChoice {
  const [chosen, setChosen] = useState<Chosen | undefined>(undefined);
  // The server knows neither the memory nor the browser, so the first render goes without them.
  const remembered = useSyncExternalStore(never, memory.wantedLanguages, () => noWishes);

  const complete = useMemo(() => (notice === undefined ? languages : offeredLanguages(notice)), [notice]);
  const offered = offersLanguage ? complete.filter((known) => known.tag === "en" || offersLanguage(known)) : complete;
  const own = chosen !== undefined && chosen.insteadOf === wish ? [chosen.tag] : [];
  const wanted = [...own, ...(wish ? [wish] : []), ...remembered];
  const language = pickLanguage(offered, wanted, notice?.active_config.default_language ?? "en");

  const listed = notice === undefined ? [language] : offered;
  const tags = listed.map(({ tag }) => tag).join(" ");
  // oxlint-disable-next-line react/exhaustive-deps -- the tags are the list by value
  const stable = useMemo(() => listed, [tags]);
  const choose = useCallback((tag: string) => setChosen({ tag, insteadOf: wish }), [wish]);
  return { language, languages: stable, choose };
}
