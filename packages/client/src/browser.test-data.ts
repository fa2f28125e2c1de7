import type { Coordination } from "./coordination.ts";
import type { TokenPair } from "./token.ts";
import type { TokenStorage } from "./token-storage.ts";

/** A browser whose tabs reach each other, and what they told each other. */
export interface FakeBrowser {
  /** What one tab has of the browser. A frozen tab hears what was said only when it thaws. */
  tab(): Coordination & { freeze(): void; thaw(): void };
  readonly messages: readonly unknown[];
  readonly lockNames: ReadonlySet<string>;
  /** Locks held or waited for. */
  openLocks(): number;
  openChannels(): number;
  /** Speaks as if another page of the origin did. */
  say(name: string, message: unknown): void;
}

interface Line {
  readonly name: string;
  readonly hear: (message: unknown) => void;
}

interface Waiter {
  readonly grant: () => void;
}

/** Makes a browser with locks and channels in memory. Messages arrive in a later microtask, in order. */
export function aBrowser(): FakeBrowser {
  const lines = new Set<Line>();
  const messages: unknown[] = [];
  const queues = new Map<string, Waiter[]>();
  const lockNames = new Set<string>();

  function say(name: string, message: unknown, from?: Line): void {
    const copy: unknown = structuredClone(message);
    for (const line of lines) {
      if (line !== from && line.name === name) queueMicrotask(() => lines.has(line) && line.hear(copy));
    }
  }

  function leave(name: string, waiter: Waiter): void {
    const queue = queues.get(name) ?? [];
    const wasFirst = queue[0] === waiter;
    queues.set(
      name,
      queue.filter((other) => other !== waiter),
    );
    if (wasFirst) queues.get(name)?.[0]?.grant();
  }

  return {
    messages,
    lockNames,
    say,
    openLocks: () => [...queues.values()].reduce((sum, queue) => sum + queue.length, 0),
    openChannels: () => lines.size,
    tab: () => {
      let frozen: (() => void)[] | undefined;
      return {
        freeze: () => {
          frozen ??= [];
        },
        thaw: () => {
          const waiting = frozen ?? [];
          frozen = undefined;
          for (const deliver of waiting) deliver();
        },
        lock: (name, signal) =>
          new Promise((resolve, reject) => {
            lockNames.add(name);
            const waiter: Waiter = { grant: () => resolve(() => leave(name, waiter)) };
            const queue = [...(queues.get(name) ?? []), waiter];
            queues.set(name, queue);
            signal.addEventListener("abort", () => {
              leave(name, waiter);
              reject(new DOMException("The request was aborted.", "AbortError"));
            });
            if (queue.length === 1) waiter.grant();
          }),
        connect: (name, hear) => {
          const line: Line = {
            name,
            hear: (message) => {
              if (frozen === undefined) hear(message);
              else frozen.push(() => hear(message));
            },
          };
          lines.add(line);
          return {
            post: (message) => {
              messages.push(message);
              say(name, message, line);
            },
            close: () => {
              lines.delete(line);
            },
          };
        },
      };
    },
  };
}

/** A host's storage, readable by the test. */
export function aStorage(): TokenStorage & { readonly kept: Map<string, TokenPair> } {
  const kept = new Map<string, TokenPair>();
  return {
    kept,
    read: (key) => kept.get(key),
    write: (key, pair) => {
      kept.set(key, pair);
    },
    remove: (key) => {
      kept.delete(key);
    },
  };
}
