import { composeApiKey } from "../auth/api-key.ts";
import type { InstanceKeys } from "../auth/instance-keys.ts";

/** Credentials of the Users API. */
export interface UsersApiCredentials {
  readonly organizationId: string;
  readonly key: string;
  readonly secret: string;
}

/** What the demo's own backend signs in with. */
export interface DemoCredentials {
  readonly apiKeyPrefix: string;
  readonly apiKey: string;
  readonly usersApi: UsersApiCredentials;
}

/** Derives the demo's credentials from the instance secret, so that they survive a restart without being stored. */
export function demoCredentials(keys: InstanceKeys): DemoCredentials {
  const apiKeyPrefix = keys.derive("demo api key prefix", 6).toString("hex");
  return {
    apiKeyPrefix,
    apiKey: composeApiKey(apiKeyPrefix, keys.derive("demo api key", 32)),
    usersApi: {
      organizationId: "demo-organisation",
      key: `uak_${keys.derive("demo users api key", 12).toString("hex")}`,
      secret: keys.derive("demo users api secret", 32).toString("base64url"),
    },
  };
}
