/** What a page lets others hear: posted messages and names of locks. Kept on the page by {@link listenIn}. */
declare global {
  interface Window {
    readonly overheard: readonly string[];
  }
}

/** Runs in every page before its own scripts: writes down what is posted and locked, and reports broken policies. */
export function listenIn(): void {
  const overheard: string[] = [];
  Object.assign(window, { overheard });
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    console.error(`securitypolicyviolation: ${violatedDirective} ${blockedURI}`),
  );
  class OverheardChannel extends BroadcastChannel {
    override postMessage(message: unknown): void {
      overheard.push(`${this.name} ${JSON.stringify(message)}`);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel never leaves its origin
      super.postMessage(message);
    }
  }
  Object.assign(window, { BroadcastChannel: OverheardChannel });
  if (typeof LockManager === "undefined") return;
  // oxlint-disable-next-line typescript/unbound-method -- it is applied to its manager
  LockManager.prototype.request = new Proxy(LockManager.prototype.request, {
    apply: (request, manager, given: unknown[]): unknown => {
      overheard.push(String(given[0]));
      return Reflect.apply(request, manager, given);
    },
  });
}

/** Runs in a page: everything that lies open in it, as one text. */
export async function lyingOpen(): Promise<string> {
  // A page without an origin may not even look.
  const guarded = (read: () => string): string => {
    try {
      return read();
    } catch {
      return "";
    }
  };
  const databases = window.origin === "null" ? [] : await indexedDB.databases().catch(() => []);
  return [
    location.href,
    document.referrer,
    document.documentElement.outerHTML,
    guarded(() => document.cookie),
    guarded(() => JSON.stringify(Object.entries(localStorage))),
    guarded(() => JSON.stringify(Object.entries(sessionStorage))),
    JSON.stringify(databases),
    JSON.stringify(history.state),
    window.name,
    "bench" in window ? window.bench.confided() : "",
    ...window.overheard,
  ].join("\n");
}
