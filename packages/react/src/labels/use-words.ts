"use client";

import { findLanguage } from "@notice-consent/contract";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { english } from "./english.ts";
import type { LabelOverrides, Labels } from "./labels.ts";
import { hasWords, loadedWords, loadWords, onWordsArrived } from "./words.ts";

/** What the host brings of its own. */
export interface HostWords {
  /** The host's language; overrides without a language belong to it. */
  readonly hostTag: string;
  readonly overrides: LabelOverrides | undefined;
}

/** Which words are wanted. */
export interface WordsWanted extends HostWords {
  readonly tag: string;
  /** Called when the words cannot be had; has to be stable. */
  readonly onMissing: () => void;
}

/** The interface's words in a language, the host's own laid over them; `undefined` until they have arrived. */
export function useWords({ tag, hostTag, overrides, onMissing }: WordsWanted): Labels | undefined {
  const words = useSyncExternalStore(
    onWordsArrived,
    () => loadedWords(tag),
    // What the server happens to have loaded the browser may lack, and the two have to render the same.
    () => (tag === "en" ? english : undefined),
  );
  const labels = useMemo(() => {
    const own = overridesFor(tag, { hostTag, overrides });
    if (isComplete(own)) return own;
    return words && { ...words.labels, ...own };
  }, [words, tag, hostTag, overrides]);

  const isMissing = labels === undefined;
  useEffect(() => {
    if (!isMissing) return undefined;
    let isWanted = true;
    loadWords(tag).catch(() => isWanted && onMissing());
    return () => {
      isWanted = false;
    };
  }, [tag, isMissing, onMissing]);
  return labels;
}

/**
 * The language that the host wishes, once it can be spoken: after a change of the wish the one before stays until the
 * new one's words are here. The first wish goes at once, since nothing is shown yet.
 */
export function useSpeakableWish(wish: string | undefined, overrides: LabelOverrides | undefined): string | undefined {
  const tag = spokenTag(wish ?? "en");
  const [held, hold] = useState(wish);
  const isLoaded = useSyncExternalStore(
    onWordsArrived,
    () => !hasWords(tag) || loadedWords(tag) !== undefined,
    () => true,
  );
  if (held !== wish && (isLoaded || bringsWords(tag, { hostTag: tag, overrides }))) hold(wish);
  return held;
}

/** Fetches the words of the host's wish. Where they cannot be had the notice stays as it is; `onMissing` is stable. */
export function useWishedWords(host: HostWords, onMissing: () => void): void {
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
    wordsOf(tag, latest.current).catch(() => isWanted && hasWords(tag) && onMissing());
    return () => {
      isWanted = false;
    };
  }, [tag, onMissing]);
}

/** Settles once a language can be spoken; rejects when its words cannot be had. */
export async function wordsOf(tag: string, host: HostWords): Promise<void> {
  if (!bringsWords(tag, host)) await loadWords(tag);
}

/** The tag of the language that a host's wish means; a regional one is spoken as its base language. */
export function spokenTag(wish: string): string {
  const { tag } = findLanguage(wish);
  const base = tag.split("-")[0] ?? tag;
  return !hasWords(tag) && hasWords(base) ? base : tag;
}

/** True when the interface can speak a language: we have its words, or the host brings every one of them. */
export function offersWords(tag: string, hostTag: string, overrides: LabelOverrides | undefined): boolean {
  return hasWords(tag) || bringsWords(tag, { hostTag, overrides });
}

function bringsWords(tag: string, host: HostWords): boolean {
  return isComplete(overridesFor(tag, host));
}

function overridesFor(tag: string, { hostTag, overrides }: HostWords): Partial<Labels> {
  if (overrides === undefined) return {};
  if (isByLanguage(overrides)) return said(overrides[tag] ?? {});
  return tag === spokenTag(hostTag) ? said(overrides) : {};
}

/** What is said of a host's words: a missing or blank one would leave a button without its name. */
function said(own: Partial<Labels>): Partial<Labels> {
  return Object.fromEntries(Object.entries(own).filter(([, text]) => typeof text === "string" && text.trim() !== ""));
}

function isComplete(own: Partial<Labels>): own is Labels {
  return Object.keys(english.labels).every((key) => Object.hasOwn(own, key));
}

function isByLanguage(overrides: LabelOverrides): overrides is Readonly<Record<string, Partial<Labels>>> {
  return Object.values(overrides).some((value) => typeof value === "object");
}
