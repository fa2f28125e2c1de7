import type { SessionHolder } from "../auth/session.ts";
import { badFields } from "./failure.ts";

/** True for the organisation of the session, by the name or by the uuid that it goes by. */
export function isOwnOrganization({ organizationId, address }: SessionHolder, named: string): boolean {
  return named === organizationId || named === address.organisationUuid;
}

/** Throws a `BadRequest` for a body that names another organisation than its query. */
export function assertSameOrganization(holder: SessionHolder, named: string | undefined): void {
  if (named === undefined || isOwnOrganization(holder, named)) return;
  throw badFields([{ path: "organization_id", message: "Differs from the query" }]);
}
