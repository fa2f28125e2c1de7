import type { Endpoint } from "@notice-consent/contract";
import type { ConsentClientOptions } from "./consent-client.ts";
import type { SessionRequest } from "./session-call.ts";
import type { CallCredential, CallRequest, TransportOptions } from "./transport.ts";

type Names<Options> = Options extends unknown ? Lowercase<Extract<keyof Options, string>> : never;
type HasKeyName<Options> =
  Extract<Names<Options>, `${string}${"apikey" | "api_key" | "cms"}${string}`> extends never ? false : true;
type Taken = CallRequest<Endpoint> | ConsentClientOptions | SessionRequest<Endpoint> | TransportOptions;

/** [W5, SEC-C1] No option of this package has room for an API key. */
export const takesAnApiKey: HasKeyName<Taken> = false;
// Such a name would be found.
export const isFound: HasKeyName<Taken | { cmsApiKey: string }> = true;

/** [W5, SEC-C1] A token is the only proof that a request can carry. */
export const onlyTokens: CallCredential["kind"] extends "access-token" ? true : false = true;
