import type { FilledNoticeContent, WorkspaceAddress } from "@notice-consent/contract";
import { and, eq, inArray } from "drizzle-orm";
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
  /** The notice in a version that is known to be active. */
  readVersion(tx: Queryable, facts: NoticeFacts, versionUuid: string): Promise<ActiveNotice>;
  /** Versions of a notice by their numbers; a number without a version is left out. */
  readEarlier(tx: Queryable, noticeUuid: string, numbers: ReadonlySet<number>): Promise<ReadonlyMap<number, Version>>;
}

/** A notice by itself. */
export interface NoticeRow {
  readonly uuid: string;
  readonly name: string;
  readonly activeVersionUuid: string;
}

/** A version of a notice, whether it is still asked about or not. */
export type Version = Omit<ActiveNotice, "facts">;

const remembered = 50;

/** A notice store that remembers the content of the last versions. */
export function createNoticeStore(): NoticeStore {
  const versions = new Map<string, Version>();
  async function remember(tx: Queryable, versionUuid: string): Promise<Version> {
    const known = versions.get(versionUuid);
    if (known !== undefined) return known;
    const version = await readVersion(tx, versionUuid);
    if (versions.size >= remembered) versions.clear();
    versions.set(versionUuid, version);
    return version;
  }

  return {
    async findActive(tx, address, uuid) {
      const row = await findNotice(tx, address, uuid);
      if (row === undefined) return undefined;
      return { facts: { uuid, name: row.name, address }, ...(await remember(tx, row.activeVersionUuid)) };
    },
    async readVersion(tx, facts, versionUuid) {
      return { facts, ...(await remember(tx, versionUuid)) };
    },
    async readEarlier(tx, noticeUuid, numbers) {
      const rows = await tx
        .select({ uuid: noticeVersions.uuid, number: noticeVersions.number })
        .from(noticeVersions)
        .where(and(eq(noticeVersions.noticeUuid, noticeUuid), inArray(noticeVersions.number, [...numbers])));
      const found = rows.map(async ({ uuid, number }) => [number, await remember(tx, uuid)] as const);
      return new Map(await Promise.all(found));
    },
  };
}

/** A notice, if it is one of the workspace at this address. */
export async function findNotice(
  tx: Queryable,
  address: WorkspaceAddress,
  uuid: string,
): Promise<NoticeRow | undefined> {
  const [row] = await tx
    .select({ uuid: notices.uuid, name: notices.name, activeVersionUuid: notices.activeVersionUuid })
    .from(notices)
    .innerJoin(workspaces, eq(workspaces.uuid, notices.workspaceUuid))
    .where(
      and(
        eq(notices.uuid, uuid),
        eq(notices.workspaceUuid, address.workspaceUuid),
        eq(workspaces.organisationUuid, address.organisationUuid),
      ),
    );
  return row;
}

/** Reads a version by its own uuid; throws when there is none. */
export async function readVersion(tx: Queryable, uuid: string): Promise<Version> {
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
