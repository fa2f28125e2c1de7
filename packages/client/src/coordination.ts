/** A line to the other pages of the same origin. */
export interface Channel {
  post(message: unknown): void;
  close(): void;
}

/** How the pages of one browser reach each other. It saves requests; nothing relies on it, and any member may fail. */
export interface Coordination {
  /** Waits for its turn and answers the release; `undefined` where there are no locks. Never steals. */
  lock(name: string, signal: AbortSignal): Promise<(() => void) | undefined>;
  /** Opens a line of that name; `undefined` where there are none. */
  connect(name: string, hear: (message: unknown) => void): Channel | undefined;
}

/** Web Locks and BroadcastChannel, where the browser has them. */
export const browserCoordination: Coordination = {
  lock: async (name, signal) => {
    const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
    if (typeof locks?.request !== "function") return undefined;
    return new Promise((resolve, reject) => {
      const turn = (): Promise<void> => new Promise((release) => resolve(release));
      locks.request(name, { signal }, turn).catch(reject);
    });
  },
  connect: (name, hear) => {
    if (typeof BroadcastChannel !== "function") return undefined;
    const page = typeof window === "undefined" || typeof window.addEventListener !== "function" ? undefined : window;
    let channel: BroadcastChannel | undefined;
    const open = (): void => {
      if (channel !== undefined) return;
      channel = new BroadcastChannel(name);
      channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => hear(data));
    };
    // A page that is kept to be restored is dropped when a message reaches it: https://web.dev/articles/bfcache
    const close = (): void => {
      channel?.close();
      channel = undefined;
    };
    open();
    page?.addEventListener("pagehide", close);
    page?.addEventListener("pageshow", open);
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel never leaves its origin
      post: (message) => channel?.postMessage(message),
      close: () => {
        page?.removeEventListener("pagehide", close);
        page?.removeEventListener("pageshow", open);
        close();
      },
    };
  },
};
