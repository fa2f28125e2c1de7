import { existsSync } from "node:fs";
import { createInstanceKeys } from "../auth/instance-keys.ts";
import { openDatabase } from "../db/open.ts";
import { type Environment, readSettings } from "../env.ts";
import { developmentSecret } from "../instance-secret.ts";
import type { Report } from "./finding.ts";
import { type Verified, verifyLedger } from "./verify.ts";

/** Which data to verify; anything left out comes from the environment, as it does for the backend. */
export interface VerifyOptions {
  /** A directory of the embedded database. */
  readonly data?: string | undefined;
  readonly environment?: Environment | undefined;
}

/** Verifies the ledger of an installation. Throws when the settings are weak, or the data is missing or in use. */
export async function verifyData(options: VerifyOptions, report: Report): Promise<Verified> {
  const read = readSettings(options.environment ?? process.env, options.data);
  if (read.status === "invalid")
    throw new Error(["The ledger cannot be verified with these settings:", ...read.problems].join("\n  - "));
  const { database: location, secret } = read.settings;
  if (location.kind === "embedded" && !existsSync(location.data))
    throw new Error(`There is no data in ${location.data}.`);
  const database = await openDatabase(location);
  try {
    return await verifyLedger(database, createInstanceKeys(secret ?? (await developmentSecret(database))), report);
  } finally {
    await database.close();
  }
}
