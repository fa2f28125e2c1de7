import type { SetupWorker } from "msw/browser";

const unmocked: string[] = [];

/** Starts the worker of the mocks. A request that nobody answers is an error; the page's own modules are not. */
export async function startWorker(): Promise<SetupWorker> {
  const { setupWorker } = await import("msw/browser");
  const worker = setupWorker();
  // A static build may lie below the root of its host; a test page lies elsewhere than the frame.
  const url = location.pathname.endsWith("iframe.html") ? "./mockServiceWorker.js" : "/mockServiceWorker.js";
  await worker.start({
    quiet: true,
    serviceWorker: { url },
    onUnhandledRequest(request, print) {
      const { origin, hostname } = new URL(request.url);
      // This origin serves Storybook; another port of this machine is the live backend.
      if (origin === location.origin || hostname === "127.0.0.1" || hostname === "localhost") return;
      unmocked.push(`${request.method} ${request.url}`);
      print.error();
    },
  });
  return worker;
}

/** The requests since the last call that nobody answered. */
export function takeUnmocked(): readonly string[] {
  return unmocked.splice(0);
}
