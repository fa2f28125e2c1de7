import { ConsentError } from "@notice-consent/contract";

/** Lets one caller go when it gives up; the work goes on for the others. */
export function detachable<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(new ConsentError("ABORTED"));
    signal.addEventListener("abort", leave);
    if (signal.aborted) leave();
    void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}

/** The requests under way that end together. */
export interface RequestGroup {
  /** A signal that aborts with the group or with the caller's own; `release` takes it out of the group. */
  join(signal: AbortSignal | undefined): { readonly signal: AbortSignal; readonly release: () => void };
  abort(): void;
}

/** An empty group. Built by hand: `AbortSignal.any` is missing in older browsers. */
export function createRequestGroup(): RequestGroup {
  const members = new Set<AbortController>();
  return {
    join: (signal) => {
      const controller = new AbortController();
      const abort = (): void => controller.abort();
      members.add(controller);
      signal?.addEventListener("abort", abort);
      if (signal?.aborted) abort();
      return {
        signal: controller.signal,
        release: () => {
          members.delete(controller);
          signal?.removeEventListener("abort", abort);
        },
      };
    },
    abort: () => {
      for (const member of members) member.abort();
    },
  };
}
