import type { WorkspaceAddress } from "@notice-consent/contract";
import { type Catalogue, catalogueOfNotices, instant, mergeCatalogues } from "@notice-consent/contract/users-api";
import { asc, eq } from "drizzle-orm";
import { workspaces } from "../db/access-schema.ts";
import type { Queryable } from "../db/connect.ts";
import { notices, noticeVersions } from "../db/schema.ts";
import { usersApiItems } from "../db/users-api-schema.ts";
import { readContent } from "../notice/version-content.ts";

/** A version of a notice, as far as it matters for what can be chosen and what is asked for anew. */
export interface PublishedVersion {
  readonly noticeUuid: string;
  readonly number: number;
  readonly publishedAt: string;
  /** Of a notice as it is now: per purpose the version that last asked for consent anew. */
  readonly reconsentFrom: Readonly<Record<string, number>>;
  readonly catalogue: Catalogue;
}

/** How a workspace speaks the Users API, and what can be chosen in it. */
export interface WorkspaceSettings {
  readonly schemaVersion: 1 | 2;
  readonly futureChildren: "follow" | "ask";
  /** Of decisions on notices, and of requests that name none. */
  readonly regulation: string;
  readonly catalogue: Catalogue;
  /** Every version by notice, oldest first. */
  readonly versions: ReadonlyMap<string, readonly PublishedVersion[]>;
}

/** Reads settings. Versions never change, so each is read once. */
export interface SettingsStore {
  read(tx: Queryable, address: WorkspaceAddress): Promise<WorkspaceSettings>;
}

const remembered = 500;

/** A settings store that remembers the last versions. */
export function createSettingsStore(): SettingsStore {
  const contents = new Map<string, Catalogue>();
  /** What the notices of a workspace let people choose, by the versions that it was put together from. */
  const merged = new Map<string, { readonly from: string; readonly catalogue: Catalogue }>();

  function catalogueOfAll(workspaceUuid: string, versions: readonly PublishedVersion[]): Catalogue {
    const from = versions.map(({ noticeUuid, number }) => `${noticeUuid} ${number}`).join();
    const known = merged.get(workspaceUuid);
    if (known?.from === from) return known.catalogue;
    const catalogue = mergeCatalogues(versions.map((version) => version.catalogue));
    if (merged.size >= remembered) merged.clear();
    merged.set(workspaceUuid, { from, catalogue });
    return catalogue;
  }

  async function catalogueOf(tx: Queryable, uuid: string, publishedAt: string): Promise<Catalogue> {
    const known = contents.get(uuid);
    if (known !== undefined) return known;
    const [row] = await tx
      .select({ content: noticeVersions.content })
      .from(noticeVersions)
      .where(eq(noticeVersions.uuid, uuid));
    const { purposes } = readContent(row?.content ?? "");
    const catalogue = catalogueOfNotices([{ publishedAt, purposes }]);
    if (contents.size >= remembered) contents.clear();
    contents.set(uuid, catalogue);
    return catalogue;
  }

  async function readVersions(tx: Queryable, workspaceUuid: string): Promise<readonly PublishedVersion[]> {
    const rows = await tx
      .select({
        uuid: noticeVersions.uuid,
        noticeUuid: notices.uuid,
        number: noticeVersions.number,
        deployedAt: noticeVersions.deployedAt,
        reconsentFrom: noticeVersions.reconsentFrom,
      })
      .from(noticeVersions)
      .innerJoin(notices, eq(notices.uuid, noticeVersions.noticeUuid))
      .where(eq(notices.workspaceUuid, workspaceUuid))
      .orderBy(asc(noticeVersions.noticeUuid), asc(noticeVersions.number));
    const versions: PublishedVersion[] = [];
    for (const { uuid, deployedAt, ...version } of rows) {
      const publishedAt = moment(deployedAt);
      versions.push({ ...version, publishedAt, catalogue: await catalogueOf(tx, uuid, publishedAt) });
    }
    return versions;
  }

  return {
    async read(tx, { workspaceUuid }) {
      const [workspace] = await tx
        .select({
          schemaVersion: workspaces.usersApiSchema,
          futureChildren: workspaces.futureChildren,
          regulation: workspaces.regulation,
        })
        .from(workspaces)
        .where(eq(workspaces.uuid, workspaceUuid));
      if (workspace === undefined) throw new Error("The workspace is missing.");
      const versions = await readVersions(tx, workspaceUuid);
      const own = await readItems(tx, workspaceUuid);
      return {
        ...workspace,
        futureChildren: workspace.futureChildren === "ask" ? "ask" : "follow",
        catalogue: mergeCatalogues([catalogueOfAll(workspaceUuid, versions), own]),
        versions: byNotice(versions),
      };
    },
  };
}

function byNotice(versions: readonly PublishedVersion[]): ReadonlyMap<string, readonly PublishedVersion[]> {
  const grouped = new Map<string, PublishedVersion[]>();
  for (const version of versions) {
    const group = grouped.get(version.noticeUuid);
    if (group === undefined) grouped.set(version.noticeUuid, [version]);
    else group.push(version);
  }
  return grouped;
}

/** Adds to what can be chosen, beside the purposes of the workspace's notices. What is there already stays as it is. */
export async function addToCatalogue(tx: Queryable, workspaceUuid: string, added: Catalogue): Promise<void> {
  const rows = [...itemsOf(added)].map(({ kind, path, at }) => ({
    workspaceUuid,
    kind,
    path: [...path],
    createdAt: new Date(at),
  }));
  if (rows.length > 0) await tx.insert(usersApiItems).values(rows).onConflictDoNothing();
}

interface Item {
  readonly kind: (typeof usersApiItems.$inferSelect)["kind"];
  /** Ids from the purpose down to the item itself. */
  readonly path: readonly string[];
  readonly at: string;
}

function* itemsOf({ channels, purposes }: Catalogue): Generator<Item> {
  for (const { id, added_at: at } of channels) yield { kind: "channel", path: [id], at };
  for (const purpose of purposes) {
    yield { kind: "purpose", path: [purpose.id], at: purpose.added_at };
    for (const { id, added_at: at } of purpose.channels) yield { kind: "channel", path: [purpose.id, id], at };
    for (const preference of purpose.preferences) {
      const path = [purpose.id, preference.id];
      yield { kind: "preference", path, at: preference.added_at };
      for (const { id, added_at: at } of preference.channels) yield { kind: "channel", path: [...path, id], at };
      for (const value of preference.values) yield { kind: "value", path: [...path, value], at: preference.added_at };
    }
  }
}

async function readItems(tx: Queryable, workspaceUuid: string): Promise<Catalogue> {
  const rows = await tx.select().from(usersApiItems).where(eq(usersApiItems.workspaceUuid, workspaceUuid));
  return mergeCatalogues(rows.map((row) => catalogueWith(row.kind, row.path, moment(row.createdAt))));
}

/** A catalogue of one item, and of what it lies under. */
function catalogueWith(kind: Item["kind"], [first = "", second, third]: readonly string[], at: string): Catalogue {
  const entry = (id: string) => ({ id, added_at: at });
  const preference = (id: string, channels: readonly string[], values: readonly string[]) => ({
    ...entry(id),
    channels: channels.map(entry),
    values: [...values],
  });
  const purpose = (below: Partial<Catalogue["purposes"][number]> = {}): Catalogue => ({
    channels: [],
    purposes: [{ ...entry(first), channels: [], preferences: [], ...below }],
  });
  switch (kind) {
    case "purpose":
      return purpose();
    case "preference":
      return purpose({ preferences: [preference(second ?? "", [], [])] });
    case "value":
      return purpose({ preferences: [preference(second ?? "", [], [third ?? ""])] });
    case "channel":
      if (second === undefined) return { channels: [entry(first)], purposes: [] };
      if (third === undefined) return purpose({ channels: [entry(second)] });
      return purpose({ preferences: [preference(second, [third], [])] });
    default:
      return kind satisfies never;
  }
}

function moment(date: Date): string {
  return instant(date.toISOString()) ?? "";
}
