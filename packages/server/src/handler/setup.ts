import { systemClock } from "@notice-consent/client";
import { createConsentServer, type ConsentServer } from "../consent-server.ts";
import { createTemporaryIdentity, type TemporaryIdentity } from "../temporary-identity.ts";
import { readConfiguration, type Environment } from "./configuration.ts";
import { log } from "./log.ts";
import type { ConsentHandlerOptions } from "./options.ts";
import { isPlainLoopback } from "./origin.ts";
import { createRefreshCookie, type RefreshCookie } from "./refresh-cookie.ts";

/** The cookies of a handler, as they are kept for one kind of connection. */
export interface HandlerCookies {
  readonly visitor: TemporaryIdentity;
  readonly refresh: RefreshCookie;
}

/** What a handler works with, made when a request first needs it. */
export interface Setup {
  readonly consent: ConsentServer;
  cookiesFor(request: { readonly headers: Headers; readonly url?: string }): HandlerCookies;
}

const visitorLifeSeconds = 180 * 86_400;

/** Reads the configuration and opens the consent service. Throws a `CONFIGURATION` error. */
export function setUp<Native>(options: ConsentHandlerOptions<Native>, environment: Environment): Setup {
  const { cookieSecret: secret, ...service } = readConfiguration({ ...options, environment });
  const { clock = systemClock, cookie = {} } = options;
  const { fetch, timeoutMs, onConflict } = options;
  const now = (): number => clock.now();
  const cookies = (secure: boolean): HandlerCookies => ({
    visitor: createTemporaryIdentity({
      secret,
      cookieName: cookie.name ?? "nc_anon",
      prefix: "anon_",
      maxAgeSeconds: cookie.maxAgeSeconds ?? visitorLifeSeconds,
      secure,
      now,
    }),
    refresh: createRefreshCookie({ secret, secure, now }),
  });
  const secured = cookies(true);
  let plain: HandlerCookies | undefined;
  return {
    consent: createConsentServer({ ...service, fetch, timeoutMs, clock, onConflict }),
    cookiesFor(request) {
      if (cookie.secure ?? !isPlainLoopback(request)) return secured;
      if (plain === undefined) warnOfPlainCookies(environment);
      plain ??= cookies(false);
      return plain;
    },
  };
}

function warnOfPlainCookies(environment: Environment): void {
  if (environment["NODE_ENV"] === "test") return;
  log("warn", "On plain http the consent cookies go without Secure and without the __Host- prefix: development only.");
}
