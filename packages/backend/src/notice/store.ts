import type { FilledNoticeContent, WorkspaceAddress } from "@notice-consent/contract";
import { and, eq } from "drizzle-orm";
import type { Queryable } from "../db/connect.ts";
import { workspaces } from "../db/access-schema.ts";
import { notices, noticeVersions } from "../db/schema.ts";
import type { NoticeFacts, VersionFacts } from "./notice-detail.ts";
import { readContent } from "./version-content.ts";

/** A notice in the version that is asked about now. */
export interface ActiveNotice {
  readonly facts: NoticeFacts;
  readonly version: VersionFacts;
  readonly content: FilledNoticeContent;
  readonly purposeDigests: Readonly<Record<string, string>>;
  /** Per purpose the number of the version that last asked for consent anew. */
  readonly reconsentFrom: Readonly<Record<string, number>>;
}

/** Reads notices. Versions never change, so their content is parsed once. */
export interface NoticeStore {
  /** Nothing for a notice that the workspace at this address does not have. */
  findActive(tx: Queryable, address: WorkspaceAddress, uuid: string): Promise<ActiveNotice | undefined>;
  /** True while the version is the one that is asked about. */
  isActive(tx: Queryable, notice: ActiveNotice): Promise<boolean>;
}

type Version = Omit<ActiveNotice, "facts">;

const remembered = 50;

/** A notice store that remembers the content of the last versions. */
export function createNoticeStore(): NoticeStore {
  const versions = new Map<string, Version>();
  return {
    async findActive(tx, address, uuid) {
      const [row] = await tx
        .select({ name: notices.name, versionUuid: notices.activeVersionUuid })
        .from(notices)
        .innerJoin(workspaces, eq(workspaces.uuid, notices.workspaceUuid))
        .where(
          and(
            eq(notices.uuid, uuid),
            eq(notices.workspaceUuid, address.workspaceUuid),
            eq(workspaces.organisationUuid, address.organisationUuid),
          ),
        );
      if (row === undefined) return undefined;
      let version = versions.get(row.versionUuid);
      if (version === undefined) {
        version = await readVersion(tx, row.versionUuid);
        if (versions.size >= remembered) versions.clear();
        versions.set(row.versionUuid, version);
      }
      return { facts: { uuid, name: row.name, address }, ...version };
    },
    async isActive(tx, { facts, version }) {
      const [row] = await tx
        .select({ versionUuid: notices.activeVersionUuid })
        .from(notices)
        .where(eq(notices.uuid, facts.uuid));
      return row?.versionUuid === version.uuid;
    },
  };
}

async function readVersion(tx: Queryable, uuid: string): Promise<Version> {
  const [row] = await tx.select().from(noticeVersions).where(eq(noticeVersions.uuid, uuid));
  if (row === undefined) throw new Error("The notice's version is missing.");
  const { number, contentHash, purposeDigests, reconsentFrom } = row;
  return {
    version: { uuid, number, contentHash, deployedAt: row.deployedAt.toISOString() },
    content: readContent(row.content),
    purposeDigests,
    reconsentFrom,
  };
}
