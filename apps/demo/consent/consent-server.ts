import { type ConsentServer, createConsentServer } from "@notice-consent/server";

import { readEnvironment } from "../env.ts";

let opened: ConsentServer | undefined;

/** The consent API with the bank's key, opened at its first use. Throws an `EnvironmentError`. */
export function consentServer(): ConsentServer {
  opened ??= createConsentServer(readEnvironment());
  return opened;
}
