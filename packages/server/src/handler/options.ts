import type { Clock } from "@notice-consent/client";
import type { IdentityConflict } from "../conflict.ts";
import type { ConfigurationOverrides } from "./configuration.ts";
import type { ConsentEvent } from "./event.ts";
import type { Person } from "./person.ts";
import type { RateLimit } from "./rate-limit.ts";

/** How a handler's cookies are kept. */
export interface HandlerCookieOptions {
  /** Secret, at least 32 characters, made once and kept; else `COOKIE_SECRET`. */
  readonly secret?: string | undefined;
  /** Of the cookie with the visitor's id, without `__Host-`; `nc_anon` when absent. */
  readonly name?: string | undefined;
  /** Life of the visitor's id, which begins anew with a use in its second half; 180 days when absent. */
  readonly maxAgeSeconds?: number | undefined;
  /** By default true but for plain http on this machine, where the `__Host-` prefix is dropped with it. */
  readonly secure?: boolean | undefined;
}

/** What a consent handler is made from. `Native` is a request as your framework hands it over. */
export interface ConsentHandlerOptions<Native> extends ConfigurationOverrides {
  /**
   * The signed-in person, or `null` for a visitor, whom the handler then names by a cookie of its own.
   * Ask your session and nothing that the browser could have written. When it throws, the answer is 503.
   */
  readonly identify: (request: Native) => Person | null | Promise<Person | null>;
  readonly cookie?: HandlerCookieOptions | undefined;
  /** Notice that `status` is asked about when the request names none; else `NEXT_PUBLIC_NOTICE_UUID`. */
  readonly noticeId?: string | undefined;
  /** Hands refresh tokens to the page, as the samples do, in place of keeping them in a cookie. */
  readonly exposeRefreshToken?: boolean | undefined;
  /** Where the handler is mounted, such as `/api/consent`; any address that ends in a step's name when absent. */
  readonly basePath?: string | undefined;
  /** Longest time of one call to the consent service in all; 10,000 when absent. */
  readonly timeoutMs?: number | undefined;
  readonly rateLimit?: RateLimit<Native> | undefined;
  /** Hears what was done; failures go to `console.error` when absent. What it throws is lost. */
  readonly onEvent?: ((event: ConsentEvent) => void) | undefined;
  /** Hears of a visitor's id that belongs to another account. What it throws is lost. */
  readonly onConflict?: ((conflict: IdentityConflict) => void | Promise<void>) | undefined;
  /** To the consent service; by default the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly clock?: Clock | undefined;
}
