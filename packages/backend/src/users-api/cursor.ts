import { canonicalJson, type Json } from "@notice-consent/contract";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import { readMembers } from "../ledger/chain.ts";
import { badFields } from "./failure.ts";

/** Where a page ended: the time and the uuid of its last record. */
export interface Place {
  /** As the database orders it, to the microsecond. */
  readonly at: string;
  readonly uuid: string;
}

/** Writes and reads cursors. One is encrypted and authenticated, and goes with the filters it was made under. */
export interface Cursors {
  write(place: Place, filters: Json): string;
  /** Throws a `BadRequest` for a cursor that is not ours, was altered, or was made under other filters. */
  read(cursor: string, filters: Json): Place;
}

/** Cursors under the instance's key. */
export function createCursors(keys: Pick<InstanceKeys, "seal" | "unseal">): Cursors {
  return {
    write: ({ at, uuid }, filters) => keys.seal(canonicalJson({ cursor: filters, at, uuid })),
    read(cursor, filters) {
      const members = readMembers(open(keys, cursor));
      const at = members.get("at");
      const uuid = members.get("uuid");
      const isSame = JSON.stringify(members.get("cursor")) === canonicalJson(filters);
      if (!isSame || typeof at !== "string" || typeof uuid !== "string") throw badCursor();
      return { at, uuid };
    },
  };
}

function open(keys: Pick<InstanceKeys, "unseal">, cursor: string): string {
  // Decoding skips what is no base64url, so that an altered text could still be read.
  if (!/^[\w-]+$/.test(cursor) || Buffer.from(cursor, "base64url").toString("base64url") !== cursor) throw badCursor();
  try {
    return keys.unseal(cursor);
  } catch {
    throw badCursor();
  }
}

function badCursor() {
  return badFields([{ path: "$cursor", message: "No cursor of this list under these filters" }]);
}
