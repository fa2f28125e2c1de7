import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, moment } from "./columns.ts";

/** What an installation keeps about itself; a development instance finds its secret here after a restart. */
export const instance = pgTable("instance", {
  name: text("name").primaryKey(),
  value: text("value").notNull(),
});

/** Who runs workspaces. */
export const organisations = pgTable("organisations", {
  uuid: uuid("uuid").primaryKey(),
  name: text("name").notNull(),
});

/** One separate set of people, notices and keys. */
export const workspaces = pgTable("workspaces", {
  uuid: uuid("uuid").primaryKey(),
  organisationUuid: uuid("organisation_uuid")
    .notNull()
    .references(() => organisations.uuid),
  name: text("name").notNull(),
  /** Exact origins whose pages may call the public endpoints. */
  origins: text("origins").array().notNull().default([]),
  /** Longest life of a token family, in days. */
  refreshDaysCap: integer("refresh_days_cap").notNull().default(30),
  /** What publishing does about languages that a notice is not, or not wholly, written in. */
  languageGate: text("language_gate", { enum: ["warn", "block"] })
    .notNull()
    .default("warn"),
  /** Which shape the Users API speaks; fixed once it has events. */
  usersApiSchema: integer("users_api_schema").$type<1 | 2>().notNull().default(2),
  /** The regulation that decisions on notices fall under, and the one that the Users API asks about unless told. */
  regulation: text("regulation").notNull().default("gdpr"),
  /** What becomes of a new child below a granted parent. */
  futureChildren: text("future_children", { enum: ["inherit", "ask"] })
    .notNull()
    .default("inherit"),
});

/** API keys by their public prefix; the key itself is never stored. */
export const apiKeys = pgTable("api_keys", {
  prefix: text("prefix").primaryKey(),
  workspaceUuid: uuid("workspace_uuid")
    .notNull()
    .references(() => workspaces.uuid),
  mac: text("mac").notNull(),
  permissions: text("permissions").array().notNull(),
  createdAt: createdAt(),
  revokedAt: moment("revoked_at"),
});

/** Credentials of the Users API; the secret is stored as a keyed hash. */
export const usersApiCredentials = pgTable("users_api_credentials", {
  key: text("key").primaryKey(),
  organizationId: text("organization_id").notNull(),
  workspaceUuid: uuid("workspace_uuid")
    .notNull()
    .references(() => workspaces.uuid),
  secretMac: text("secret_mac").notNull(),
  createdAt: createdAt(),
  revokedAt: moment("revoked_at"),
});

/** Token families: what one `generate` opened, until it expires or is revoked. */
export const tokenFamilies = pgTable(
  "token_families",
  {
    uuid: uuid("uuid").primaryKey(),
    workspaceUuid: uuid("workspace_uuid")
      .notNull()
      .references(() => workspaces.uuid),
    /** Keyed hash of the identifier that names the principal. */
    subject: text("subject").notNull(),
    /** The identifiers the family was opened with, encrypted under a server key. */
    sealedIdentifiers: text("sealed_identifiers").notNull(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    revokedAt: moment("revoked_at"),
    revokedFor: text("revoked_for"),
  },
  (table) => [
    index("token_families_subject").on(table.workspaceUuid, table.subject),
    index("token_families_end").on(sql`least(${table.expiresAt}, ${table.revokedAt})`),
  ],
);

/** Members of a token family by SHA-256; the newest one without `usedAt` is the active one. */
export const refreshTokens = pgTable(
  "refresh_tokens",
  {
    hash: text("hash").primaryKey(),
    familyUuid: uuid("family_uuid")
      .notNull()
      .references(() => tokenFamilies.uuid),
    createdAt: createdAt(),
    usedAt: moment("used_at"),
    successorHash: text("successor_hash"),
    /** The successor itself, encrypted under a server key, while it may be repeated. */
    sealedSuccessor: text("sealed_successor"),
    replays: integer("replays").notNull().default(0),
  },
  (table) => [
    index("refresh_tokens_family").on(table.familyUuid),
    index("refresh_tokens_successor").on(table.successorHash),
  ],
);

/**
 * Generations of the signing key; no row at all means the first one alone.
 * The keys themselves follow from the instance secret and are stored nowhere.
 */
export const signingKeys = pgTable("signing_keys", {
  generation: integer("generation").primaryKey(),
  createdAt: createdAt(),
  /** From when on it signs: late enough for every process to have published it. */
  signsFrom: moment("signs_from").notNull(),
  /** From when on its tokens are refused. */
  removedAt: moment("removed_at"),
});
