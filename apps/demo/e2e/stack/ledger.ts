import { join } from "node:path";

import { PGlite } from "@electric-sql/pglite";
import pg from "pg";

import type { BackendData } from "./backend-process.ts";

/** A decision as the ledger holds it. */
export interface RecordedDecision {
  readonly uuid: string;
  /** Whose chain it is in. */
  readonly person: string;
  /** Under which identity it was made. */
  readonly identity: string;
  readonly payload: string;
}

/** What currently holds for one purpose. */
export interface RecordedGrant {
  readonly purpose_uuid: string;
  readonly selected: boolean;
  readonly status: string;
}

/** Reads the backend's own tables, not its answers. */
export interface Ledger {
  /** Decisions made under an identity, in the order of recording. */
  decisionsOf(orgUserId: string): Promise<readonly RecordedDecision[]>;
  /** Grants of whoever this identity belongs to. */
  grantsOf(orgUserId: string): Promise<readonly RecordedGrant[]>;
  /** The identity that this one is an alias of; itself for a primary, `undefined` for an unknown one. */
  primaryOf(orgUserId: string): Promise<string | undefined>;
  /** Primaries with this e-mail address. */
  personsWith(email: string): Promise<readonly string[]>;
}

type Query = <Row extends object>(text: string, values: readonly unknown[]) => Promise<readonly Row[]>;

/**
 * Opens the ledger beside a running backend. An embedded database admits one process,
 * so there `paused` has to run the reading while the backend stands still.
 */
export function openLedger(data: BackendData, paused: <T>(read: () => Promise<T>) => Promise<T>): Ledger {
  const query: Query =
    data.databaseUrl === undefined ? embeddedQuery(data.folder, paused) : serverQuery(data.databaseUrl);
  return {
    decisionsOf: (orgUserId) =>
      query(
        `select event.uuid, person.org_user_id as person, identity.org_user_id as identity, event.payload
         from ledger_events event
         join persons person on person.uuid = event.person_uuid
         join persons identity on identity.uuid = event.identity_uuid
         where event.kind = 'decision' and identity.org_user_id = $1
         order by event.recorded_at, event.position`,
        [orgUserId],
      ),
    grantsOf: (orgUserId) =>
      query(
        `select purpose_uuid, selected, status from grants
         where person_uuid = (select coalesce(primary_uuid, uuid) from persons where org_user_id = $1)`,
        [orgUserId],
      ),
    primaryOf: async (orgUserId) => {
      const rows = await query<{ org_user_id: string }>(
        `select holder.org_user_id from persons person join persons holder
         on holder.uuid = coalesce(person.primary_uuid, person.uuid) where person.org_user_id = $1`,
        [orgUserId],
      );
      return rows[0]?.org_user_id;
    },
    personsWith: async (email) => {
      const rows = await query<{ org_user_id: string }>(
        "select org_user_id from persons where primary_email = $1 and primary_uuid is null",
        [email],
      );
      return rows.map(({ org_user_id }) => org_user_id);
    },
  };
}

function serverQuery(databaseUrl: string): Query {
  return async <Row extends object>(text: string, values: readonly unknown[]) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  };
}

function embeddedQuery(folder: string, paused: <T>(read: () => Promise<T>) => Promise<T>): Query {
  return <Row extends object>(text: string, values: readonly unknown[]) =>
    paused(async () => {
      const database = await PGlite.create(join(folder, "postgres"));
      try {
        return (await database.query<Row>(text, [...values])).rows;
      } finally {
        await database.close();
      }
    });
}
