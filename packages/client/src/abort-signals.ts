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

/** One signal that aborts with the first of two; `AbortSignal.any` is missing in older browsers. */
export function linked(
  first: AbortSignal,
  second: AbortSignal | undefined,
): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const signal of [first, second]) {
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
  }
  return {
    signal: controller.signal,
    release: () => {
      first.removeEventListener("abort", abort);
      second?.removeEventListener("abort", abort);
    },
  };
}
