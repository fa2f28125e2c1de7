import type { Queryable } from "../db/connect.ts";
import { isLoopbackOrigin, type OriginCheck } from "../http/cors.ts";
import { asUuid } from "../http/uuid.ts";
import { readOrigins } from "./store.ts";

const remembered = 1000;
const lifeMs = 10_000;

/** Holds an origin against the list for all workspaces and its workspace's own, which is read anew after 10 s. */
export function createOriginCheck(
  queries: Queryable,
  allowLoopback: boolean,
  everywhere: readonly string[] = [],
): OriginCheck {
  const lists = new Map<string, { readonly origins: readonly string[]; readonly readAt: number }>();
  return async (workspace, origin) => {
    if (everywhere.includes(origin) || (allowLoopback && isLoopbackOrigin(origin))) return true;
    const workspaceUuid = asUuid(workspace);
    if (workspaceUuid === undefined) return false;
    let list = lists.get(workspaceUuid);
    if (list === undefined || performance.now() - list.readAt > lifeMs) {
      list = { origins: await readOrigins(queries, workspaceUuid), readAt: performance.now() };
      if (lists.size >= remembered) lists.clear();
      lists.set(workspaceUuid, list);
    }
    return list.origins.includes(origin);
  };
}
