import { type ConsentServer, createConsentServer } from "@notice-consent/server";

import { registrationOutbox } from "../account/registration-outbox.ts";
import { keepTakingUp } from "../account/unfinished.ts";
import { readEnvironment } from "../env.ts";
import { pendingLinkTable } from "./pending-link-table.ts";

let opened: ConsentServer | undefined;

/** The consent API with the bank's key, opened at its first use. Throws an `EnvironmentError`. */
export function consentServer(): ConsentServer {
  if (opened === undefined) {
    const stores = { registrations: registrationOutbox, pendingLinks: pendingLinkTable };
    opened = createConsentServer({ ...readEnvironment(), ...stores });
    keepTakingUp(opened);
  }
  return opened;
}
