/** What a session needs to know of the page it runs in. */
export interface Page {
  visible(): boolean;
  /** Calls back whenever the page may have slept, come back or found the network again. Returns the removal. */
  onWake(listener: (cause: "visible" | "online") => void): () => void;
}

/** The browser's page, each feature tested; without one, a page that is always visible and never wakes. */
export const browserPage: Page = {
  visible: () => typeof document === "undefined" || document.visibilityState !== "hidden",
  onWake: (listener) => {
    const visible = (): void => {
      if (browserPage.visible()) listener("visible");
    };
    const online = (): void => listener("online");
    // A frozen page may thaw while it is hidden: https://developer.chrome.com/docs/web-platform/page-lifecycle-api
    const resumed = (): void => listener("visible");
    const page = typeof document === "undefined" ? undefined : document;
    const frame = typeof window === "undefined" || typeof window.addEventListener !== "function" ? undefined : window;
    page?.addEventListener("visibilitychange", visible);
    page?.addEventListener("resume", resumed);
    frame?.addEventListener("pageshow", visible);
    frame?.addEventListener("focus", visible);
    frame?.addEventListener("online", online);
    return () => {
      page?.removeEventListener("visibilitychange", visible);
      page?.removeEventListener("resume", resumed);
      frame?.removeEventListener("pageshow", visible);
      frame?.removeEventListener("focus", visible);
      frame?.removeEventListener("online", online);
    };
  },
};
