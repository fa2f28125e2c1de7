import { bigint, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";

/** Signed statements about all chains of a workspace. Rows are only ever added. */
export const ledgerCheckpoints = pgTable(
  "ledger_checkpoints",
  {
    workspaceUuid: uuid("workspace_uuid").notNull(),
    /** 1 for the first checkpoint of a workspace. */
    number: integer("number").notNull(),
    /** Merkle root over the chain heads of all persons, in the order of their uuids. */
    root: text("root").notNull(),
    persons: bigint("persons", { mode: "number" }).notNull(),
    events: bigint("events", { mode: "number" }).notNull(),
    previousHash: text("previous_hash").notNull(),
    /** The database's time to the microsecond, as signed. */
    recordedAt: text("recorded_at").notNull(),
    kid: text("kid").notNull(),
    /** A compact JWS over all of the above. */
    statement: text("statement").notNull(),
    /** SHA-256 of the statement. */
    hash: text("hash").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceUuid, table.number] })],
);

/** The leaves under the checkpoints: where a chain stood, written when it had grown since the checkpoint before. */
export const ledgerLeaves = pgTable(
  "ledger_leaves",
  {
    workspaceUuid: uuid("workspace_uuid").notNull(),
    personUuid: uuid("person_uuid").notNull(),
    /** Length of the chain; never falls. */
    length: integer("length").notNull(),
    head: text("head").notNull(),
    /** Number of the checkpoint that first covered it. */
    checkpoint: integer("checkpoint").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceUuid, table.personUuid, table.length] })],
);
