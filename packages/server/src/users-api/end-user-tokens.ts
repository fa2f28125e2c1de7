import { createEndUserToken, type CreateEndUserTokenBody, type EndUserToken } from "@notice-consent/contract/users-api";
import type { UsersApiCaller } from "./caller.ts";

/** Tokens for persons. */
export interface EndUserTokens {
  /** Makes a token for one person; it opens that person's notices until it ends, and cannot be refreshed. */
  create(token: Omit<CreateEndUserTokenBody, "organization_id">): Promise<EndUserToken>;
}

/** The token calls over one way to the service. */
export function createEndUserTokens(call: UsersApiCaller, organizationId: string): EndUserTokens {
  return {
    create: (token) =>
      call(createEndUserToken, { body: { ...token, organization_id: organizationId }, repeatable: true }),
  };
}
