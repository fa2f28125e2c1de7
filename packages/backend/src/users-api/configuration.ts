import { profileSettings, type ProfileSettings } from "@notice-consent/contract/users-api";
import { eq } from "drizzle-orm";
import { workspaces } from "../db/access-schema.ts";
import type { Database } from "../db/connect.ts";
import { usersApiEvents } from "../db/users-api-schema.ts";
import { readJsonText } from "../http/strict-json.ts";
import { type InstallationOptions, withInstallation } from "../installation.ts";
import { demoWorkspaceUuid } from "../seed/demo-workspace.ts";
import { misplacedLists } from "./misplaced-list.ts";
import { addToCatalogue } from "./settings.ts";

/**
 * Sets how a workspace speaks the Users API, and adds to what can be chosen in it, all or nothing.
 * Throws for a workspace that does not exist, and for another schema or regulation once there are events.
 */
export async function configureUsersApi(
  database: Database,
  workspaceUuid: string,
  settings: ProfileSettings,
): Promise<void> {
  const { schema_version: schema, future_children, regulation, catalogue } = settings;
  await database.transaction(async (tx) => {
    const isThis = eq(workspaces.uuid, workspaceUuid);
    const [held] = await tx.select().from(workspaces).where(isThis).for("update");
    if (held === undefined) throw new Error("There is no workspace yet: the backend makes it when it first starts.");
    const change = {
      usersApiSchema: schema ?? held.usersApiSchema,
      regulation: regulation ?? held.regulation,
      futureChildren: future_children === undefined ? held.futureChildren : columnOf(future_children),
    };
    const isOther = change.usersApiSchema !== held.usersApiSchema || change.regulation !== held.regulation;
    // The database refuses it too, in words that an operator does not get to see.
    if (isOther && (await tx.$count(usersApiEvents, eq(usersApiEvents.workspaceUuid, workspaceUuid))) > 0)
      throw new Error("There are events already: the schema and the regulation stay what they are.");
    await tx.update(workspaces).set(change).where(isThis);
    if (catalogue !== undefined) await addToCatalogue(tx, workspaceUuid, catalogue);
  });
}

/**
 * {@link configureUsersApi} for the first workspace of an installation, from the text of a settings file.
 * Throws, beside what that throws, for a text that is no settings, and when the data is missing or in use.
 */
export async function configureInstallation(text: string, options: InstallationOptions = {}): Promise<void> {
  const settings = readProfileSettings(text);
  await withInstallation(options, ({ database }) => configureUsersApi(database, demoWorkspaceUuid, settings));
}

function readProfileSettings(text: string): ProfileSettings {
  const json = readJsonText(text);
  if (json.status === "refused") throw noSettings([json.problem]);
  const result = profileSettings["~standard"].validate(json.value);
  if (result instanceof Promise) throw noSettings([]);
  if (result.issues !== undefined) throw noSettings(result.issues.map(({ message }) => message));
  if (misplacedLists(json.value, result.value).length > 0) throw noSettings(["A list instead of an object"]);
  return result.value;
}

function noSettings(problems: readonly string[]): Error {
  return new Error(["The file holds no settings of the Users API:", ...problems].join("\n  - "));
}

function columnOf(choice: "follow" | "ask"): "inherit" | "ask" {
  switch (choice) {
    case "follow":
      return "inherit";
    case "ask":
      return "ask";
    default:
      return choice satisfies never;
  }
}
