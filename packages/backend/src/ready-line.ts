import type { FirstCredentials } from "./credential-command.ts";
import type { RunningBackend } from "./serve.ts";

/**
 * The line of JSON that says where a backend answers. In production it carries no credential, since what a process
 * prints is kept by whatever runs it; there the operator asks for them.
 */
export function readyLine(backend: RunningBackend, pid: number): string {
  return JSON.stringify({
    ready: true,
    url: backend.url,
    organisation_uuid: backend.organisationUuid,
    workspace_uuid: backend.workspaceUuid,
    ...(backend.production ? {} : secretsOf(backend)),
    notices: backend.notices,
    // A package manager in between may not pass signals on.
    pid,
  });
}

/** The credentials in one line of JSON, by the names that the line of a development backend gives them. */
export function credentialsLine(credentials: FirstCredentials): string {
  const { organisationUuid, workspaceUuid } = credentials;
  return JSON.stringify({
    organisation_uuid: organisationUuid,
    workspace_uuid: workspaceUuid,
    ...secretsOf(credentials),
  });
}

function secretsOf({ cmsApiKey, usersApi }: Pick<FirstCredentials, "cmsApiKey" | "usersApi">) {
  const { organizationId, key, secret } = usersApi;
  return { cms_api_key: cmsApiKey, users_api: { organization_id: organizationId, key, secret } };
}
