import { type InstallationOptions, withInstallation } from "../installation.ts";
import type { Report } from "./finding.ts";
import { type Verified, verifyLedger } from "./verify.ts";

/** Verifies the ledger of an installation. Throws when the settings are weak, or the data is missing or in use. */
export function verifyData(options: InstallationOptions, report: Report): Promise<Verified> {
  return withInstallation(options, ({ database, keys }) => verifyLedger(database, keys, report));
}
