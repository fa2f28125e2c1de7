import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { RecordedElement } from "@notice-consent/contract";
import { workspaces } from "./access-schema.ts";
import { bytewiseText, createdAt, moment } from "./columns.ts";

/** Consent users. A row is a primary while `primaryUuid` is empty, else an alias of that primary. */
export const persons = pgTable(
  "persons",
  {
    uuid: uuid("uuid").primaryKey(),
    workspaceUuid: uuid("workspace_uuid")
      .notNull()
      .references(() => workspaces.uuid),
    orgUserId: text("org_user_id").notNull(),
    orgUserIdType: text("org_user_id_type", { enum: ["UCID", "EMAIL", "PHONE"] }).notNull(),
    /** False while `orgUserId` is the id of a device, for want of one that the organisation gave. */
    isNamed: boolean("is_named").notNull().default(true),
    primaryEmail: text("primary_email"),
    primaryMobile: text("primary_mobile"),
    name: text("name"),
    metadata: jsonb("metadata").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: moment("updated_at")
      .notNull()
      .default(sql`clock_timestamp()`),
    /** Always a primary, never an alias: links are kept one step deep. */
    primaryUuid: uuid("primary_uuid").references((): AnyPgColumn => persons.uuid),
    /** Position of the newest event in this person's chain; 0 for an empty chain. */
    chainLength: integer("chain_length").notNull().default(0),
    chainHead: text("chain_head").notNull().default(""),
    /** What the key over this person's texts in the ledger follows from; emptied when the person is erased. */
    dataSalt: uuid("data_salt").defaultRandom(),
    erasedAt: moment("erased_at"),
    /** The id that the Users API was given for it; that of any other identity is its uuid. */
    externalId: text("external_id"),
    /** As the organisation gave it, ISO 3166-1 alpha-2; never guessed. */
    country: text("country"),
    /** Of the last event that carried one. */
    lastSeenCountry: text("last_seen_country"),
    /** Grows with every change that is no event; together with the length of the chain it is the record's version. */
    revision: integer("revision").notNull().default(1),
    /** When this identity was erased while others of the person stayed. */
    identityErasedAt: moment("identity_erased_at"),
  },
  (table) => [
    index("persons_workspace").on(table.workspaceUuid, table.uuid),
    unique("persons_org_user_id").on(table.workspaceUuid, table.orgUserId),
    uniqueIndex("persons_primary_email")
      .on(table.workspaceUuid, table.primaryEmail)
      .where(sql`${table.primaryUuid} is null`),
    uniqueIndex("persons_primary_mobile")
      .on(table.workspaceUuid, table.primaryMobile)
      .where(sql`${table.primaryUuid} is null`),
    index("persons_email").on(table.workspaceUuid, table.primaryEmail),
    index("persons_mobile").on(table.workspaceUuid, table.primaryMobile),
    index("persons_primary").on(table.primaryUuid),
    unique("persons_external_id").on(table.workspaceUuid, table.externalId),
    index("persons_listing")
      .on(table.workspaceUuid, table.createdAt, table.uuid)
      .where(sql`${table.erasedAt} is null and ${table.identityErasedAt} is null`),
  ],
);

/** Every identifier a person has or had, by keyed hash. The hash of an access token's identity is its `sub`. */
export const identifiers = pgTable(
  "identifiers",
  {
    workspaceUuid: uuid("workspace_uuid")
      .notNull()
      .references(() => workspaces.uuid),
    key: text("key").notNull(),
    kind: text("kind", { enum: ["org_user_id", "email", "mobile"] }).notNull(),
    personUuid: uuid("person_uuid")
      .notNull()
      .references(() => persons.uuid),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceUuid, table.key] }),
    index("identifiers_person").on(table.personUuid),
  ],
);

/** Notices by their permanent uuid. */
export const notices = pgTable("notices", {
  uuid: uuid("uuid").primaryKey(),
  workspaceUuid: uuid("workspace_uuid")
    .notNull()
    .references(() => workspaces.uuid),
  name: text("name").notNull(),
  activeVersionUuid: uuid("active_version_uuid").notNull(),
  createdAt: createdAt(),
});

/** Published versions of notices. Rows are only ever added. */
export const noticeVersions = pgTable(
  "notice_versions",
  {
    uuid: uuid("uuid").primaryKey(),
    noticeUuid: uuid("notice_uuid").notNull(),
    number: integer("number").notNull(),
    /** Canonical JSON, the bytes that `contentHash` is the SHA-256 of. */
    content: text("content").notNull(),
    contentHash: text("content_hash").notNull(),
    /** Digest of each purpose by its uuid. */
    purposeDigests: jsonb("purpose_digests").$type<Record<string, string>>().notNull(),
    /** Per purpose the version that last asked for consent anew; a grant given on an earlier one no longer counts. */
    reconsentFrom: jsonb("reconsent_from").$type<Record<string, number>>().notNull().default({}),
    deployedAt: createdAt(),
  },
  (table) => [unique("notice_versions_number").on(table.noticeUuid, table.number)],
);

/** The ledger. Rows are only ever added; triggers refuse everything else. */
export const ledgerEvents = pgTable(
  "ledger_events",
  {
    uuid: uuid("uuid").primaryKey(),
    workspaceUuid: uuid("workspace_uuid").notNull(),
    /** Whose chain the event belongs to: the primary at the time of writing. */
    personUuid: uuid("person_uuid")
      .notNull()
      .references(() => persons.uuid),
    /** The identity the event was made under: the person itself or one of its aliases. */
    identityUuid: uuid("identity_uuid")
      .notNull()
      .references(() => persons.uuid),
    position: integer("position").notNull(),
    kind: text("kind", {
      enum: ["decision", "link", "expired", "erased", "event", "confirmed", "amended", "retracted", "identity-erased"],
    }).notNull(),
    noticeUuid: uuid("notice_uuid"),
    /** The database's time to the microsecond, as hashed. */
    recordedAt: text("recorded_at").notNull(),
    /** Canonical JSON, the bytes that `hash` is the SHA-256 of. */
    payload: text("payload").notNull(),
    /** The caller's own words, encrypted under the person's key; the payload carries the hash of this text. */
    sealed: text("sealed"),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (table) => [
    unique("ledger_events_chain").on(table.personUuid, table.position),
    // Few, and looked for among all: what was erased while its person stayed.
    index("ledger_events_identity_erased")
      .on(table.identityUuid)
      .where(sql`${table.kind} = 'identity-erased'`),
  ],
);

/** What currently holds for a person: a projection of the ledger, one row per decided purpose. */
export const grants = pgTable(
  "grants",
  {
    personUuid: uuid("person_uuid")
      .notNull()
      .references(() => persons.uuid),
    noticeUuid: uuid("notice_uuid").notNull(),
    /** Blank for a notice with a single product. */
    productUuid: text("product_uuid").notNull().default(""),
    purposeUuid: uuid("purpose_uuid").notNull(),
    /** Blank for a decision that is not about one application. */
    specificUuid: text("specific_uuid").notNull().default(""),
    selected: boolean("selected").notNull(),
    status: text("status", { enum: ["ACTIVE", "WITHDRAWN", "EXPIRED", "DECLINED", "INACTIVE"] }).notNull(),
    dataElements: jsonb("data_elements").$type<Record<string, RecordedElement>>().notNull(),
    /** Digest of the purpose as it was decided on. */
    purposeDigest: text("purpose_digest").notNull(),
    /** Number of the version that was decided on. */
    noticeVersion: integer("notice_version").notNull().default(0),
    decidedAt: bytewiseText("decided_at").notNull(),
    expiresAt: moment("expires_at"),
    eventUuid: uuid("event_uuid").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.personUuid, table.noticeUuid, table.productUuid, table.purposeUuid, table.specificUuid],
    }),
    index("grants_end")
      .on(table.expiresAt)
      .where(sql`${table.status} = 'ACTIVE'`),
  ],
);

/** Answers kept for repetition under the same Idempotency-Key. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    workspaceUuid: uuid("workspace_uuid").notNull(),
    subject: text("subject").notNull(),
    route: text("route").notNull(),
    key: text("key").notNull(),
    bodyHash: text("body_hash").notNull(),
    /** The answer's exact text; empty only inside the transaction that makes it. */
    answer: text("answer"),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceUuid, table.subject, table.route, table.key] }),
    index("idempotency_keys_age").on(table.createdAt),
  ],
);
