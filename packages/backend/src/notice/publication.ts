import { randomUUID } from "node:crypto";
import {
  type BodyOf,
  ConsentError,
  type createNotice,
  languageShortfalls,
  type NoticeGap,
  noticeGaps,
  type NoticePublication,
  type NoticeVersionList,
  type publishNoticeVersion,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import { desc, eq } from "drizzle-orm";
import type { Database } from "../db/connect.ts";
import { noticeVersions } from "../db/schema.ts";
import { asUuid } from "../http/uuid.ts";
import { findWorkspace } from "../workspace/store.ts";
import { type PublishedNotice, publishNotice } from "./publish.ts";
import { findNotice, type NoticeRow } from "./store.ts";

/**
 * Publishes notices for their workspace. Every method throws `NOT_FOUND` for a notice that is not the workspace's;
 * publishing throws `VALIDATION_FAILED` with all that a notice lacks, and writes nothing then.
 */
export interface PublicationService {
  create(address: WorkspaceAddress, body: BodyOf<typeof createNotice>): Promise<NoticePublication>;
  publish(
    address: WorkspaceAddress,
    noticeUuid: string,
    body: BodyOf<typeof publishNoticeVersion>,
  ): Promise<NoticePublication>;
  versions(address: WorkspaceAddress, noticeUuid: string): Promise<NoticeVersionList>;
}

/** The publication service over a database. */
export function createPublicationService(database: Database): PublicationService {
  const { queries } = database;

  async function find(address: WorkspaceAddress, noticeUuid: string): Promise<NoticeRow> {
    const uuid = asUuid(noticeUuid);
    const notice = uuid === undefined ? undefined : await findNotice(queries, address, uuid);
    if (notice === undefined) throw new ConsentError("NOT_FOUND");
    return notice;
  }

  async function publishComplete(address: WorkspaceAddress, notice: FilledNotice): Promise<NoticePublication> {
    const warnings = await assertComplete(address, notice.content);
    const done = await publishNotice(database, address.workspaceUuid, notice);
    return {
      notice_uuid: notice.uuid,
      version_uuid: done.uuid,
      version: done.number,
      content_hash: done.contentHash,
      status: done.status,
      reconsent_purposes: [...done.asksAnew],
      warnings,
    };
  }

  async function assertComplete(address: WorkspaceAddress, content: FilledNotice["content"]): Promise<NoticeGap[]> {
    const workspace = await findWorkspace(queries, address);
    if (workspace === undefined) throw new ConsentError("NOT_FOUND");
    const shortfalls = languageShortfalls(content);
    const stopping = [...noticeGaps(content), ...(workspace.languageGate === "block" ? shortfalls : [])];
    if (stopping.length > 0) {
      const message = "The notice is not complete, so it was not published. The list of fields says what is missing.";
      throw new ConsentError("VALIDATION_FAILED", { message, detail: { fields: stopping } });
    }
    return shortfalls;
  }

  return {
    create: (address, { name, content }) => publishComplete(address, { uuid: randomUUID(), name, content }),
    async publish(address, noticeUuid, { name, content, reconsent_purposes }) {
      const notice = await find(address, noticeUuid);
      const reconsentPurposes = new Set(reconsent_purposes);
      return publishComplete(address, { uuid: notice.uuid, name: name ?? notice.name, content, reconsentPurposes });
    },
    async versions(address, noticeUuid) {
      const { uuid, activeVersionUuid } = await find(address, noticeUuid);
      const rows = await queries
        .select({
          uuid: noticeVersions.uuid,
          number: noticeVersions.number,
          contentHash: noticeVersions.contentHash,
          deployedAt: noticeVersions.deployedAt,
        })
        .from(noticeVersions)
        .where(eq(noticeVersions.noticeUuid, uuid))
        .orderBy(desc(noticeVersions.number));
      return {
        versions: rows.map((row) => ({
          version_uuid: row.uuid,
          version: row.number,
          content_hash: row.contentHash,
          deployed_at: row.deployedAt.toISOString(),
          active: row.uuid === activeVersionUuid,
        })),
      };
    },
  };
}

type FilledNotice = PublishedNotice & Pick<BodyOf<typeof createNotice>, "content">;
