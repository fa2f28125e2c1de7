"use client";

import { useEffect, useMemo, useSyncExternalStore } from "react";
import { english } from "./english.ts";
import type { LabelOverrides, Labels } from "./labels.ts";
import { hasWords, loadedWords, loadWords, onWordsArrived } from "./words.ts";

/** Which words are wanted, and what the host brings of its own. */
export interface WordsWanted {
  readonly tag: string;
  /** The host's language; overrides without a language belong to it. */
  readonly hostTag: string;
  readonly overrides: LabelOverrides | undefined;
  /** Called when the words cannot be had; has to be stable. */
  readonly onMissing: () => void;
}

/** The interface's words in a language, the host's own laid over them; `undefined` until they have arrived. */
export function useWords({ tag, hostTag, overrides, onMissing }: WordsWanted): Labels | undefined {
  const words = useSyncExternalStore(
    onWordsArrived,
    () => loadedWords(tag),
    () => loadedWords(tag),
  );

  const isOffered = offersWords(tag, hostTag, overrides);
  useEffect(() => {
    let isWanted = true;
    if (hasWords(tag)) loadWords(tag).catch(() => isWanted && onMissing());
    else if (!isOffered) onMissing();
    return () => {
      isWanted = false;
    };
  }, [tag, isOffered, onMissing]);

  return useMemo(() => {
    const own = overridesFor(tag, hostTag, overrides);
    if (words !== undefined) return { ...words.labels, ...own };
    return isComplete(own) ? own : undefined;
  }, [words, tag, hostTag, overrides]);
}

/** True when the interface can speak a language: we have its words, or the host brings every one of them. */
export function offersWords(tag: string, hostTag: string, overrides: LabelOverrides | undefined): boolean {
  return hasWords(tag) || isComplete(overridesFor(tag, hostTag, overrides));
}

function overridesFor(tag: string, hostTag: string, overrides: LabelOverrides | undefined): Partial<Labels> {
  if (overrides === undefined) return {};
  if (isByLanguage(overrides)) return overrides[tag] ?? {};
  return tag === hostTag ? overrides : {};
}

function isComplete(own: Partial<Labels>): own is Labels {
  return Object.keys(english.labels).every((key) => Object.hasOwn(own, key));
}

function isByLanguage(overrides: LabelOverrides): overrides is Readonly<Record<string, Partial<Labels>>> {
  return Object.values(overrides).some((value) => typeof value === "object");
}
