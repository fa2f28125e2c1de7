import { ConsentError } from "@notice-consent/contract";

/** Holds organisations to so many sessions in a time; an answer's headers tell how many are left. */
export interface SessionLimit {
  /** Throws `RATE_LIMITED` with the time to wait, or counts one and returns the headers. */
  take(organisationUuid: string): Readonly<Record<string, string>>;
}

const windowMs = 15_000;
const perWindow = 100;
const mostWindows = 10_000;

/** 100 in 15 seconds, times a factor; each process counts for itself. */
export function createSessionLimit(factor: number, now: () => number = () => performance.now()): SessionLimit {
  const limit = Math.max(1, Math.floor(perWindow * factor));
  const windows = new Map<string, { readonly end: number; used: number }>();
  return {
    take(organisationUuid) {
      const at = now();
      for (const [key, { end }] of windows) {
        if (end > at && windows.size < mostWindows) break;
        windows.delete(key);
      }
      const held = windows.get(organisationUuid);
      const window = held !== undefined && held.end > at ? held : { end: at + windowMs, used: 0 };
      if (window !== held) {
        windows.delete(organisationUuid);
        windows.set(organisationUuid, window);
      }
      if (window.used >= limit) throw new ConsentError("RATE_LIMITED", { retryAfterMs: window.end - at });
      window.used += 1;
      const reset = Math.ceil((window.end - at) / 1000);
      return {
        RateLimit: `limit=${limit}, remaining=${limit - window.used}, reset=${reset}`,
        "RateLimit-Policy": `${limit};w=${windowMs / 1000}`,
      };
    },
  };
}
