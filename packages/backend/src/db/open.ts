import type { Database } from "./connect.ts";
import { openEmbedded } from "./embedded.ts";
import { openServer, type ServerOptions } from "./server.ts";

/** Where the data lives. */
export type DatabaseLocation =
  | ({ readonly kind: "server"; readonly url: string } & ServerOptions)
  | { readonly kind: "embedded"; readonly data: string };

/** Opens and migrates the database. */
export function openDatabase(location: DatabaseLocation): Promise<Database> {
  switch (location.kind) {
    case "server":
      return openServer(location.url, location);
    case "embedded":
      return openEmbedded(location.data);
    default:
      return location satisfies never;
  }
}
