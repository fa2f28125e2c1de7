import type { LanguageGate, WorkspaceAddress } from "@notice-consent/contract";
import { and, eq } from "drizzle-orm";
import type { Queryable } from "../db/connect.ts";
import { workspaces } from "../db/access-schema.ts";

/** A workspace's own settings. */
export interface Workspace {
  readonly origins: readonly string[];
  readonly refreshDaysCap: number;
  /** `block`: a notice that lacks a language is not published; `warn`: the answer says so. */
  readonly languageGate: LanguageGate;
}

function at({ organisationUuid, workspaceUuid }: WorkspaceAddress) {
  return and(eq(workspaces.uuid, workspaceUuid), eq(workspaces.organisationUuid, organisationUuid));
}

/** The workspace at an address, if that organisation has it. */
export async function findWorkspace(queries: Queryable, address: WorkspaceAddress): Promise<Workspace | undefined> {
  const [row] = await queries
    .select({
      origins: workspaces.origins,
      refreshDaysCap: workspaces.refreshDaysCap,
      languageGate: workspaces.languageGate,
    })
    .from(workspaces)
    .where(at(address));
  return row;
}

/** Changes a workspace's own settings. */
export async function updateWorkspace(
  queries: Queryable,
  address: WorkspaceAddress,
  change: Partial<Pick<Workspace, "languageGate">>,
): Promise<void> {
  await queries.update(workspaces).set(change).where(at(address));
}

/** The origins whose pages may call a workspace; none for a workspace that does not exist. */
export async function readOrigins(queries: Queryable, workspaceUuid: string): Promise<readonly string[]> {
  const [row] = await queries
    .select({ origins: workspaces.origins })
    .from(workspaces)
    .where(eq(workspaces.uuid, workspaceUuid));
  return row?.origins ?? [];
}
