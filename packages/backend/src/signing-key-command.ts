import { existsSync } from "node:fs";
import { listSigningKeys, removeSigningKey, rotateSigningKey, type SigningKeyState } from "./auth/key-rotation.ts";
import { createInstanceKeys } from "./auth/instance-keys.ts";
import { openDatabase } from "./db/open.ts";
import { type Environment, readSettings } from "./env.ts";
import { developmentSecret } from "./instance-secret.ts";

/** What an operator may do with the signing keys of an installation. */
export type SigningKeyAction =
  | { readonly do: "list" }
  | { readonly do: "rotate" }
  /** Takes back a retired key; its tokens are refused from then on. */
  | { readonly do: "remove"; readonly kid: string };

/** Where the installation is; what is left out comes from the environment. */
export interface InstallationOptions {
  /** A directory of the embedded database, which no running backend may hold. */
  readonly data?: string | undefined;
  readonly environment?: Environment | undefined;
}

/**
 * Does one thing with the signing keys and returns those that there are then, the oldest first.
 * Beside a running backend on a PostgreSQL server this takes effect within seconds, without a restart.
 */
export async function manageSigningKeys(
  action: SigningKeyAction,
  { data, environment = process.env }: InstallationOptions = {},
): Promise<readonly SigningKeyState[]> {
  const read = readSettings(environment, data);
  if (read.status === "invalid") throw new Error(read.problems.join("\n"));
  const location = read.settings.database;
  if (location.kind === "embedded" && !existsSync(location.data))
    throw new Error(`There is no data in ${location.data}.`);
  const database = await openDatabase(location);
  try {
    const keys = createInstanceKeys(read.settings.secret ?? (await developmentSecret(database)));
    switch (action.do) {
      case "list":
        break;
      case "rotate":
        await rotateSigningKey(database, keys);
        break;
      case "remove":
        await removeSigningKey(database, keys, action.kid);
        break;
      default:
        action satisfies never;
    }
    return await listSigningKeys(database.queries, keys);
  } finally {
    await database.close();
  }
}
