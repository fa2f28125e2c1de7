import { permissions } from "../auth/api-key.ts";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database } from "../db/connect.ts";
import { apiKeys, organisations, usersApiCredentials, workspaces } from "../db/access-schema.ts";
import { publishNotice } from "../notice/publish.ts";
import { type DemoCredentials, demoCredentials } from "./credentials.ts";
import { demoOrganisationUuid, demoWorkspaceUuid } from "./demo-workspace.ts";
import type { DemoNotice } from "./notices/notices.ts";

/**
 * Makes the demo's workspace with its credentials and publishes its notices. Repeating it changes nothing,
 * except that a notice whose content changed gets a new version.
 */
export async function seedDemo(
  database: Database,
  keys: InstanceKeys,
  notices: readonly DemoNotice[],
): Promise<DemoCredentials> {
  const credentials = demoCredentials(keys);
  await database.transaction(async (tx) => {
    await tx
      .insert(organisations)
      .values({ uuid: demoOrganisationUuid, name: "Demo organisation" })
      .onConflictDoNothing();
    await tx
      .insert(workspaces)
      .values({ uuid: demoWorkspaceUuid, organisationUuid: demoOrganisationUuid, name: "Demo workspace" })
      .onConflictDoNothing();
    await tx
      .insert(apiKeys)
      .values({
        prefix: credentials.apiKeyPrefix,
        workspaceUuid: demoWorkspaceUuid,
        mac: keys.mac(credentials.apiKey),
        permissions: [...permissions],
      })
      .onConflictDoNothing();
    const { organizationId, key, secret } = credentials.usersApi;
    await tx
      .insert(usersApiCredentials)
      .values({ key, organizationId, workspaceUuid: demoWorkspaceUuid, secretMac: keys.mac(secret) })
      .onConflictDoNothing();
  });
  for (const notice of notices) await publishNotice(database, demoWorkspaceUuid, notice);
  return credentials;
}
