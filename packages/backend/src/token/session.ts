import { ConsentError } from "@notice-consent/contract";
import { sql } from "drizzle-orm";
import { tokenFamilies } from "../db/access-schema.ts";

/** What the family of an access token says of it at this moment. */
export interface Session {
  /** Whose family it is; another's once the person was erased. */
  readonly subject: string;
  readonly revoked: boolean;
}

/** The columns that {@link Session} is read from, for a statement that reads more beside it. */
export const sessionColumns = {
  subject: tokenFamilies.subject,
  revoked: sql<boolean>`${tokenFamilies.revokedAt} is not null`,
};

/**
 * Refuses an access token whose session has ended, however long the token itself would live.
 * Throws `SESSION_REVOKED`, or `INVALID_TOKEN` where the family is gone or not the subject's.
 */
export function assertLive(session: Session | undefined, subject: string): void {
  if (session === undefined || session.subject !== subject) throw new ConsentError("INVALID_TOKEN");
  if (session.revoked) throw new ConsentError("SESSION_REVOKED");
}
