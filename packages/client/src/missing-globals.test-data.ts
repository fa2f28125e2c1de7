/** What React Native, old browsers and plain-http pages lack, and no tool of the tests needs. */
const missing = [
  "window",
  "document",
  "location",
  "navigator",
  "BroadcastChannel",
  "CustomEvent",
  "MessageEvent",
  "reportError",
  "requestAnimationFrame",
  "localStorage",
  "sessionStorage",
  "indexedDB",
] as const;

/** What the services of the tests are made with, and the library must do without. */
const lacking = [
  "atob",
  "btoa",
  "TextDecoder",
  "TextEncoder",
  "Event",
  "EventTarget",
  "crypto",
  "performance",
] as const;

/** Takes globals away for the rest of a test file; the services of the tests still work. */
export function deleteGlobals(): void {
  for (const name of missing) Reflect.deleteProperty(globalThis, name);
  for (const name of ["any", "timeout"]) Reflect.deleteProperty(AbortSignal, name);
  for (const name of ["randomUUID", "subtle"]) Reflect.defineProperty(crypto, name, { value: undefined });
}

/** Takes away the rest, until the returned function is called. Answers which names are gone. */
export function deleteMoreGlobals(): { readonly names: readonly string[]; readonly restore: () => void } {
  const kept = lacking.map((name) => [name, Reflect.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const name of lacking) Reflect.deleteProperty(globalThis, name);
  return {
    names: [...missing, ...lacking],
    restore: () => {
      for (const [name, descriptor] of kept) if (descriptor) Reflect.defineProperty(globalThis, name, descriptor);
    },
  };
}
