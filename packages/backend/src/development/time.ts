import { ConsentError } from "@notice-consent/contract";
import { and, eq } from "drizzle-orm";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database } from "../db/connect.ts";
import { notices, noticeVersions } from "../db/schema.ts";
import { expirePerson } from "../ledger/expiry.ts";
import { publishNotice } from "../notice/publish.ts";
import { readContent } from "../notice/version-content.ts";
import { findUserUuid, readKeysOfGroup } from "../user/store.ts";
import type { ExpirableTokens } from "./expirable-tokens.ts";

/** Moves forward what time would move, for one person or one notice of a workspace. */
export interface TimeMachine {
  /** Ends the access tokens of everyone who is the same person as this id, or as this e-mail address or number. */
  expireAccessTokens(workspaceUuid: string, orgUserId: string): Promise<void>;
  /** Brings every active grant of the person to its end, and returns how many. Throws `USER_NOT_FOUND`. */
  expireConsent(workspaceUuid: string, orgUserId: string): Promise<number>;
  /** Publishes the notice's content as a next version that asks for every purpose anew, and returns its number. */
  publishVersion(workspaceUuid: string, noticeUuid: string): Promise<number>;
}

/** A time machine over a database. */
export function createTimeMachine(database: Database, keys: InstanceKeys, tokens: ExpirableTokens): TimeMachine {
  const { queries } = database;
  const subjectOf = (workspaceUuid: string, orgUserId: string) =>
    keys.identifierKey(workspaceUuid, "org_user_id", orgUserId);
  return {
    async expireAccessTokens(workspaceUuid, orgUserId) {
      const primaryUuid = await findUserUuid(queries, workspaceUuid, subjectOf(workspaceUuid, orgUserId));
      const group = primaryUuid === undefined ? [] : await readKeysOfGroup(queries, primaryUuid);
      // Before its first consent a contact is known by nothing else.
      const contacts = (["email", "mobile"] as const).map((kind) => keys.identifierKey(workspaceUuid, kind, orgUserId));
      tokens.expire([subjectOf(workspaceUuid, orgUserId), ...contacts, ...group]);
    },
    async expireConsent(workspaceUuid, orgUserId) {
      const primaryUuid = await findUserUuid(queries, workspaceUuid, subjectOf(workspaceUuid, orgUserId));
      if (primaryUuid === undefined) throw new ConsentError("USER_NOT_FOUND");
      return database.transaction((tx) => expirePerson(tx, keys, primaryUuid, "at-once"));
    },
    async publishVersion(workspaceUuid, noticeUuid) {
      const [active] = await queries
        .select({ name: notices.name, content: noticeVersions.content })
        .from(notices)
        .innerJoin(noticeVersions, eq(noticeVersions.uuid, notices.activeVersionUuid))
        .where(and(eq(notices.uuid, noticeUuid), eq(notices.workspaceUuid, workspaceUuid)));
      if (active === undefined) throw new ConsentError("NOT_FOUND");
      const content = readContent(active.content);
      const reconsentPurposes = new Set(content.purposes.map(({ uuid }) => uuid));
      const notice = { uuid: noticeUuid, name: active.name, content, reconsentPurposes };
      return (await publishNotice(database, workspaceUuid, notice)).number;
    },
  };
}
