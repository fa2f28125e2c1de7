import { randomUUID } from "node:crypto";
import type { NoticeContent } from "@notice-consent/contract";
import { and, eq } from "drizzle-orm";
import type { Database } from "../db/connect.ts";
import { notices, noticeVersions } from "../db/schema.ts";
import { reconsentFrom } from "./purpose-terms.ts";
import { readContent, writeContent } from "./version-content.ts";

/** A notice to publish. */
export interface PublishedNotice {
  readonly uuid: string;
  readonly name: string;
  readonly content: NoticeContent;
  /** Purposes to ask for anew although they read as before. */
  readonly reconsentPurposes?: ReadonlySet<string> | undefined;
}

/** What publishing did; the facts are those of the version that is active afterwards. */
export interface Publication {
  readonly status: "published" | "unchanged";
  readonly number: number;
  readonly uuid: string;
  readonly contentHash: string;
  /** Purposes that this call asks for anew, or for the first time. */
  readonly asksAnew: readonly string[];
}

/**
 * Publishes a notice's content as its next version, unless it is the active one already.
 * Grants of the purposes that changed count as `needs_reconsent` from then on, until the person decides anew;
 * no grant is touched for that, however many people hold one.
 */
export function publishNotice(
  database: Database,
  workspaceUuid: string,
  notice: PublishedNotice,
): Promise<Publication> {
  const { text, contentHash, content, purposeDigests } = writeContent(notice.content);
  return database.transaction(async (tx) => {
    const [active] = await tx
      .select({
        workspaceUuid: notices.workspaceUuid,
        uuid: noticeVersions.uuid,
        number: noticeVersions.number,
        contentHash: noticeVersions.contentHash,
        content: noticeVersions.content,
        reconsentFrom: noticeVersions.reconsentFrom,
      })
      .from(notices)
      .innerJoin(noticeVersions, eq(noticeVersions.uuid, notices.activeVersionUuid))
      .where(eq(notices.uuid, notice.uuid))
      .for("update", { of: notices });
    if (active !== undefined && active.workspaceUuid !== workspaceUuid)
      throw new Error("The notice is another workspace's.");
    const named = notice.reconsentPurposes ?? new Set();
    if (active?.contentHash === contentHash && named.size === 0) {
      await tx.update(notices).set({ name: notice.name }).where(eq(notices.uuid, notice.uuid));
      return { status: "unchanged", number: active.number, uuid: active.uuid, contentHash, asksAnew: [] };
    }
    const uuid = randomUUID();
    const number = (active?.number ?? 0) + 1;
    const before = active && { content: readContent(active.content), reconsentFrom: active.reconsentFrom };
    const asked = reconsentFrom(content, number, before, named);
    await tx.insert(noticeVersions).values({
      uuid,
      noticeUuid: notice.uuid,
      number,
      content: text,
      contentHash,
      purposeDigests,
      reconsentFrom: asked,
    });
    const change = { name: notice.name, activeVersionUuid: uuid };
    if (active === undefined) await tx.insert(notices).values({ uuid: notice.uuid, workspaceUuid, ...change });
    else
      await tx
        .update(notices)
        .set(change)
        .where(and(eq(notices.uuid, notice.uuid), eq(notices.workspaceUuid, workspaceUuid)));
    const asksAnew = Object.keys(asked).filter((purpose) => asked[purpose] === number);
    return { status: "published", number, uuid, contentHash, asksAnew };
  });
}
