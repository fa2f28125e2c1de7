/** A value that is replaced as a whole, and those who watch it. */
export interface SnapshotStore<Snapshot> {
  readonly getSnapshot: () => Snapshot;
  readonly subscribe: (listener: () => void) => () => void;
  show(next: Snapshot): void;
  isWatched(): boolean;
  clearListeners(): void;
}

/** A store that shows the given value. */
export function createSnapshotStore<Snapshot>(initial: Snapshot): SnapshotStore<Snapshot> {
  const listeners = new Set<() => void>();
  let snapshot = initial;
  return {
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    show: (next) => {
      snapshot = next;
      for (const listener of listeners) listener();
    },
    isWatched: () => listeners.size > 0,
    clearListeners: () => listeners.clear(),
  };
}
