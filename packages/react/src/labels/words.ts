import { english } from "./english.ts";
import type { Words } from "./labels.ts";

const sources: Readonly<Record<string, () => Promise<{ readonly words: Words }>>> = {
  as: () => import("./assamese.ts"),
  bn: () => import("./bengali.ts"),
  brx: () => import("./bodo.ts"),
  doi: () => import("./dogri.ts"),
  gu: () => import("./gujarati.ts"),
  hi: () => import("./hindi.ts"),
  kn: () => import("./kannada.ts"),
  ks: () => import("./kashmiri.ts"),
  gom: () => import("./goan-konkani.ts"),
  mai: () => import("./maithili.ts"),
  ml: () => import("./malayalam.ts"),
  "mni-Mtei": () => import("./manipuri.ts"),
  mr: () => import("./marathi.ts"),
  ne: () => import("./nepali.ts"),
  or: () => import("./odia.ts"),
  pa: () => import("./punjabi.ts"),
  sa: () => import("./sanskrit.ts"),
  sat: () => import("./santali.ts"),
  sd: () => import("./sindhi.ts"),
  ta: () => import("./tamil.ts"),
  te: () => import("./telugu.ts"),
  ur: () => import("./urdu.ts"),
};

const loaded = new Map<string, Words>([["en", english]]);
const loading = new Map<string, Promise<Words>>();
const listeners = new Set<() => void>();

/** True when the interface has words for the language. */
export function hasWords(tag: string): boolean {
  return tag === "en" || Object.hasOwn(sources, tag);
}

/** The words of a language, once they are here. */
export function loadedWords(tag: string): Words | undefined {
  return loaded.get(tag);
}

/** Fetches the words of a language once; a failed fetch may be tried again. Rejects for a language without words. */
export function loadWords(tag: string): Promise<Words> {
  const here = loaded.get(tag);
  if (here !== undefined) return Promise.resolve(here);
  const underWay = loading.get(tag);
  if (underWay !== undefined) return underWay;
  const source = Object.hasOwn(sources, tag) ? sources[tag] : undefined;
  if (source === undefined) return Promise.reject(new RangeError(`There are no interface words for "${tag}".`));
  const request = source().then(
    ({ words }) => {
      loading.delete(tag);
      loaded.set(tag, words);
      for (const listener of listeners) listener();
      return words;
    },
    (reason: unknown) => {
      loading.delete(tag);
      throw reason;
    },
  );
  loading.set(tag, request);
  return request;
}

/** Calls back whenever the words of a language have arrived. */
export function onWordsArrived(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
