"use client";

import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { LabelOverrides, Labels } from "./labels.ts";
import { hasWords, loadedWords, loadWords, onWordsArrived } from "./words.ts";

/**
 * The interface's words in a language, the host's own laid over them; `undefined` until they have arrived.
 * A language that we have no words for works when the host brings every one of them.
 */
export function useWords(tag: string, hostTag: string, overrides: LabelOverrides | undefined): Labels | undefined {
  const words = useSyncExternalStore(
    onWordsArrived,
    () => loadedWords(tag),
    () => loadedWords(tag),
  );

  useEffect(() => {
    // A failure shows where the language was chosen; here the notice merely stays in the words it has.
    if (hasWords(tag)) loadWords(tag).catch(() => undefined);
  }, [tag]);

  return useMemo(() => {
    const own = overridesFor(tag, hostTag, overrides);
    if (words !== undefined) return { ...words.labels, ...own };
    const english = loadedWords("en")?.labels;
    return english !== undefined && isComplete(own, english) ? own : undefined;
  }, [words, tag, hostTag, overrides]);
}

/** The host's words for one language. */
export function overridesFor(tag: string, hostTag: string, overrides: LabelOverrides | undefined): Partial<Labels> {
  if (overrides === undefined) return {};
  if (isByLanguage(overrides)) return overrides[tag] ?? {};
  return tag === hostTag ? overrides : {};
}

/** True when the host has brought every word of a language. */
export function isComplete(own: Partial<Labels>, english: Labels): own is Labels {
  return Object.keys(english).every((key) => Object.hasOwn(own, key));
}

function isByLanguage(overrides: LabelOverrides): overrides is Readonly<Record<string, Partial<Labels>>> {
  return Object.values(overrides).some((value) => typeof value === "object");
}
