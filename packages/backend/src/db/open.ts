import type { Database } from "./connect.ts";
import { openEmbedded } from "./embedded.ts";
import { openServer } from "./server.ts";

/** Where the data lives. */
export type DatabaseLocation =
  | { readonly kind: "server"; readonly url: string; readonly poolSize?: number | undefined }
  | { readonly kind: "embedded"; readonly data: string };

/** Opens and migrates the database. */
export function openDatabase(location: DatabaseLocation): Promise<Database> {
  switch (location.kind) {
    case "server":
      return openServer(location.url, location.poolSize);
    case "embedded":
      return openEmbedded(location.data);
    default:
      return location satisfies never;
  }
}
