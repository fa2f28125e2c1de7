export { createConsentServer } from "./consent-server.ts";
export { createTemporaryIdentity } from "./temporary-identity.ts";

export type { ConsentServer, ConsentServerOptions } from "./consent-server.ts";
export type { TemporaryIdentity, TemporaryIdentityOptions } from "./temporary-identity.ts";
export type { Tokens } from "./tokens.ts";
export type { CreateOutcome, LinkOutcome, UpdateOutcome, Users } from "./users.ts";
