import type { ConsentUser, WorkspaceAddress } from "@notice-consent/contract";
import type { Person } from "./store.ts";

/** A person as the API shows it; an allow-list, so that no column slips out. */
export function consentUser({ organisationUuid, workspaceUuid }: WorkspaceAddress, person: Person): ConsentUser {
  return {
    uuid: person.uuid,
    organisation_uuid: organisationUuid,
    workspace_uuid: workspaceUuid,
    org_user_id: person.orgUserId,
    org_user_id_type: person.orgUserIdType,
    primary_email: person.primaryEmail,
    primary_mobile: person.primaryMobile,
    name: person.name,
    metadata: person.metadata,
    created_at: person.createdAt.toISOString(),
    updated_at: person.updatedAt.toISOString(),
  };
}
