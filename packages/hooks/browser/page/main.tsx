import { ConsentProvider } from "@notice-consent/hooks";
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
}

declare global {
  interface Window {
    readonly bench: Bench;
  }
}

const heard: Heard[] = [];
const told = listeners((news) => heard.push(news));
let root: Root | undefined;

function element(): HTMLElement {
  const found = document.querySelector<HTMLElement>("#bench");
  if (found === null) throw new Error("The page has no place for the bench.");
  return found;
}

function page({ baseUrl, stored, ...props }: PlaceProps): ReactNode {
  return (
    <StrictMode>
      <ConsentProvider baseUrl={baseUrl}>
        <Place {...props} {...told} />
      </ConsentProvider>
    </StrictMode>
  );
}

const bench: Bench = {
  heard,
  show: (props) => {
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
  },
};

Object.assign(window, { bench });
