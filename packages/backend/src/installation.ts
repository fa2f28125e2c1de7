import { existsSync } from "node:fs";
import { createInstanceKeys, type InstanceKeys } from "./auth/instance-keys.ts";
import type { Database } from "./db/connect.ts";
import { openDatabase } from "./db/open.ts";
import { type Environment, readSettings } from "./env.ts";
import { developmentSecret } from "./instance-secret.ts";

/** Where the installation is; what is left out comes from the environment, as it does for the backend. */
export interface InstallationOptions {
  /** A directory of the embedded database, which no running backend may hold. */
  readonly data?: string | undefined;
  readonly environment?: Environment | undefined;
}

/** What a command works on. */
export interface Installation {
  readonly database: Database;
  readonly keys: InstanceKeys;
}

/**
 * Opens an installation that is there already, for as long as a command works on it.
 * Throws when the settings are weak, or the data is missing or in use.
 */
export async function withInstallation<Result>(
  { data, environment = process.env }: InstallationOptions,
  work: (installation: Installation) => Promise<Result>,
): Promise<Result> {
  const read = readSettings(environment, data);
  if (read.status === "invalid")
    throw new Error(["Nothing can be done with these settings:", ...read.problems].join("\n  - "));
  const { database: location, secret } = read.settings;
  if (location.kind === "embedded" && !existsSync(location.data))
    throw new Error(`There is no data in ${location.data}.`);
  const database = await openDatabase(location);
  try {
    return await work({ database, keys: createInstanceKeys(secret ?? (await developmentSecret(database))) });
  } finally {
    await database.close();
  }
}
