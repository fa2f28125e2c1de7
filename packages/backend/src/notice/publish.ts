import { randomUUID } from "node:crypto";
import type { NoticeContent } from "@notice-consent/contract";
import { and, eq } from "drizzle-orm";
import type { Database } from "../db/connect.ts";
import { notices, noticeVersions } from "../db/schema.ts";
import { writeContent } from "./version-content.ts";

/** A notice to publish. */
export interface PublishedNotice {
  readonly uuid: string;
  readonly name: string;
  readonly content: NoticeContent;
}

/** What publishing did; `number` is the version that is active afterwards. */
export interface Publication {
  readonly status: "published" | "unchanged";
  readonly number: number;
}

/**
 * Publishes a notice's content as its next version, unless it is the active one already.
 * A purpose whose digest differs from the one a grant was given on counts as `needs_reconsent` from then on.
 */
export function publishNotice(
  database: Database,
  workspaceUuid: string,
  notice: PublishedNotice,
): Promise<Publication> {
  const { text, contentHash, purposeDigests } = writeContent(notice.content);
  return database.transaction(async (tx) => {
    const [active] = await tx
      .select({
        workspaceUuid: notices.workspaceUuid,
        number: noticeVersions.number,
        contentHash: noticeVersions.contentHash,
      })
      .from(notices)
      .innerJoin(noticeVersions, eq(noticeVersions.uuid, notices.activeVersionUuid))
      .where(eq(notices.uuid, notice.uuid))
      .for("update", { of: notices });
    if (active !== undefined && active.workspaceUuid !== workspaceUuid)
      throw new Error("The notice is another workspace's.");
    if (active?.contentHash === contentHash) {
      await tx.update(notices).set({ name: notice.name }).where(eq(notices.uuid, notice.uuid));
      return { status: "unchanged", number: active.number };
    }
    const uuid = randomUUID();
    const number = (active?.number ?? 0) + 1;
    await tx
      .insert(noticeVersions)
      .values({ uuid, noticeUuid: notice.uuid, number, content: text, contentHash, purposeDigests });
    const change = { name: notice.name, activeVersionUuid: uuid };
    if (active === undefined) await tx.insert(notices).values({ uuid: notice.uuid, workspaceUuid, ...change });
    else
      await tx
        .update(notices)
        .set(change)
        .where(and(eq(notices.uuid, notice.uuid), eq(notices.workspaceUuid, workspaceUuid)));
    return { status: "published", number };
  });
}
