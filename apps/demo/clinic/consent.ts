import { createConsentServer, type ConsentServer } from "@notice-consent/server";

import { conflictTable } from "../companies/conflict-table.ts";
import { readEnvironment } from "../env.ts";
import { waitingLinks } from "./waiting-links.ts";

let opened: ConsentServer | undefined;

/** The consent API as the clinic uses it: what waits and what is in conflict is kept in its own database. */
export function clinicConsent(): ConsentServer {
  opened ??= createConsentServer({ ...readEnvironment(), pendingLinks: waitingLinks, conflicts: conflictTable });
  return opened;
}
