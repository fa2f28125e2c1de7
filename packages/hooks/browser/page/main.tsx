import type { TokenPair, TokenStorage } from "@notice-consent/client";
import { ConsentProvider } from "@notice-consent/hooks";
import { onlineManager, QueryClient } from "@tanstack/react-query";
import { StrictMode, type ReactNode } from "react";
import { createRoot, hydrateRoot, type Root } from "react-dom/client";
import type { Heard, PlaceProps } from "./place-props.ts";
import { listeners, Place } from "./place.tsx";

/** What a test can do with the page. */
export interface Bench {
  /** Shows the notice, or gives the one on screen new props. */
  show(props: PlaceProps): void;
  /** Takes over markup that came from a server. */
  hydrate(props: PlaceProps): void;
  hide(): void;
  /** Everything that the host was told since the page was loaded. */
  readonly heard: readonly Heard[];
  /** Empties {@link heard}. */
  forget(): void;
  /** Tells the cache that there is no network. */
  believeOffline(): void;
  /** What other scripts of the page may come by: the keys of the cache, and what errors say. */
  confided(): string;
}

declare global {
  interface Window {
    readonly bench: Bench;
  }
}

const originStorage: TokenStorage = {
  read: (key) => {
    const kept = localStorage.getItem(key);
    if (kept === null) return undefined;
    const pair: TokenPair = JSON.parse(kept);
    return pair;
  },
  write: (key, pair) => localStorage.setItem(key, JSON.stringify(pair)),
  remove: (key) => localStorage.removeItem(key),
};

const queryClient = new QueryClient();
const heard: Heard[] = [];
const told = listeners((news) => heard.push(news));
let root: Root | undefined;
let latest: PlaceProps | undefined;

function element(): HTMLElement {
  const found = document.querySelector<HTMLElement>("#bench");
  if (found === null) throw new Error("The page has no place for the bench.");
  return found;
}

function page({ baseUrl, stored, ...props }: PlaceProps): ReactNode {
  return (
    <StrictMode>
      <ConsentProvider
        baseUrl={baseUrl}
        queryClient={queryClient}
        storage={stored === true ? originStorage : undefined}
      >
        <Place {...props} {...told} />
      </ConsentProvider>
    </StrictMode>
  );
}

const bench: Bench = {
  heard,
  forget: () => {
    heard.length = 0;
    // React keeps the props of the render before the last one.
    if (latest !== undefined) bench.show({ ...latest });
    if (latest !== undefined) bench.show({ ...latest });
  },
  believeOffline: () => onlineManager.setOnline(false),
  confided: () => {
    const keys = queryClient.getQueryCache().getAll();
    const errors = heard.filter(({ kind }) => kind === "error");
    return JSON.stringify([keys.map(({ queryKey }) => queryKey), errors]);
  },
  show: (props) => {
    latest = props;
    root ??= createRoot(element());
    root.render(page(props));
  },
  hydrate: (props) => {
    root = hydrateRoot(element(), page(props), {
      onRecoverableError: (error) => console.error("The markup of the server was not taken over.", error),
    });
  },
  hide: () => {
    root?.unmount();
    root = undefined;
    latest = undefined;
  },
};

Object.assign(window, { bench });
