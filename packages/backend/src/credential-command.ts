import { eq } from "drizzle-orm";
import { type ApiKeyState, createApiKey, listApiKeys, revokeApiKey } from "./auth/api-key-management.ts";
import { workspaces } from "./db/access-schema.ts";
import { type InstallationOptions, withInstallation } from "./installation.ts";
import { demoCredentials, type UsersApiCredentials } from "./seed/credentials.ts";
import { demoOrganisationUuid, demoWorkspaceUuid } from "./seed/demo-workspace.ts";

/** The credentials that the first workspace came with, and its address. */
export interface FirstCredentials {
  readonly organisationUuid: string;
  readonly workspaceUuid: string;
  readonly cmsApiKey: string;
  readonly usersApi: UsersApiCredentials;
}

/** What an operator may do with the API keys of the first workspace. */
export type ApiKeyAction =
  | { readonly do: "list" }
  | { readonly do: "create"; readonly permissions: readonly string[] }
  | { readonly do: "revoke"; readonly prefix: string };

/** The keys that there are after an action, and the one that it made, which nothing shows again. */
export interface ManagedApiKeys {
  readonly created?: string;
  readonly keys: readonly ApiKeyState[];
}

/** Tells the credentials that follow from the instance secret; they work unless they were revoked. */
export function showCredentials(options: InstallationOptions = {}): Promise<FirstCredentials> {
  return withInstallation(options, async ({ keys }) => {
    const { apiKey, usersApi } = demoCredentials(keys);
    return { organisationUuid: demoOrganisationUuid, workspaceUuid: demoWorkspaceUuid, cmsApiKey: apiKey, usersApi };
  });
}

/** Does one thing with the API keys. A key that is made or revoked counts from the next request on, without a restart. */
export function manageApiKeys(action: ApiKeyAction, options: InstallationOptions = {}): Promise<ManagedApiKeys> {
  return withInstallation(options, async ({ database: { queries }, keys }) => {
    if ((await queries.$count(workspaces, eq(workspaces.uuid, demoWorkspaceUuid))) === 0)
      throw new Error("There is no workspace yet: the backend makes it when it first starts.");
    const listed = () => listApiKeys(queries, demoWorkspaceUuid);
    switch (action.do) {
      case "list":
        return { keys: await listed() };
      case "create": {
        const created = await createApiKey(queries, keys, demoWorkspaceUuid, action.permissions);
        return { created, keys: await listed() };
      }
      case "revoke":
        await revokeApiKey(queries, demoWorkspaceUuid, action.prefix);
        return { keys: await listed() };
      default:
        return action satisfies never;
    }
  });
}
