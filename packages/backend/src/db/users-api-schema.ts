import { index, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { Json } from "@notice-consent/contract";
import { workspaces } from "./access-schema.ts";
import { bytewiseText, createdAt, moment } from "./columns.ts";
import { persons } from "./schema.ts";

/**
 * Events of the Users API as they are read: a projection of the ledger, and beside it what an organisation said of
 * them in its own words, which can be erased.
 */
export const usersApiEvents = pgTable(
  "users_api_events",
  {
    /** The uuid of the event's first ledger entry. */
    uuid: uuid("uuid").primaryKey(),
    workspaceUuid: uuid("workspace_uuid").notNull(),
    /** The id it is asked for by; emptied when its identity is erased. */
    id: text("id"),
    /** The identity it was made under; never changes. */
    identityUuid: uuid("identity_uuid")
      .notNull()
      .references(() => persons.uuid),
    /** The primary that it counts for now. */
    personUuid: uuid("person_uuid")
      .notNull()
      .references(() => persons.uuid),
    regulation: text("regulation").notNull(),
    status: text("status", { enum: ["pending_approval", "confirmed"] }).notNull(),
    /** As the caller dated it, else when it came. */
    createdAt: bytewiseText("created_at").notNull(),
    /** When it came to count, ISO 8601 UTC to the microsecond. */
    effectiveAt: bytewiseText("effective_at").notNull(),
    /** When its first ledger entry was written. */
    recordedAt: bytewiseText("recorded_at").notNull(),
    updatedAt: bytewiseText("updated_at"),
    /** The choices without any free text, as hashed in the ledger. */
    choices: jsonb("choices").$type<Readonly<Record<string, Json>>>().notNull(),
    /** Everything as it was sent, encrypted under the identity's key; emptied when the identity is erased. */
    sealed: text("sealed"),
    /** SHA-256 of the body that made it, to know a repetition by. */
    bodyHash: text("body_hash").notNull(),
    retractedAt: moment("retracted_at"),
  },
  (table) => [
    unique("users_api_events_id").on(table.workspaceUuid, table.id),
    index("users_api_events_person").on(table.personUuid, table.effectiveAt, table.uuid),
    index("users_api_events_identity").on(table.identityUuid),
  ],
);

/** What people may be asked about beyond the purposes of notices, and since when: purposes and what lies under them. */
export const usersApiItems = pgTable(
  "users_api_items",
  {
    uuid: uuid("uuid").primaryKey().defaultRandom(),
    workspaceUuid: uuid("workspace_uuid")
      .notNull()
      .references(() => workspaces.uuid),
    kind: text("kind", { enum: ["purpose", "preference", "channel", "value"] }).notNull(),
    /** Ids from the purpose down to the item itself. */
    path: text("path").array().notNull(),
    createdAt: createdAt(),
    removedAt: moment("removed_at"),
  },
  (table) => [unique("users_api_items_place").on(table.workspaceUuid, table.kind, table.path)],
);
