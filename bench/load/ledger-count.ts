import { Client } from "pg";

/** What the ledger says of submissions whose answers are known. */
export interface LedgerCount {
  /** Acknowledged events that it does not have. */
  readonly lost: number;
  /** Events beyond those that were acknowledged, or may have been written without an answer that arrived. */
  readonly doubled: number;
  /** Chains whose length is not the number of their events. */
  readonly torn: number;
  readonly deadlocks: number;
}

/** Watches a ledger from now on, and the events that are acknowledged from now on; nothing else may write meanwhile. */
export async function watchLedger(databaseUrl: string, acknowledged: string[]) {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  acknowledged.length = 0;
  const number = async (text: string, values: readonly unknown[] = []): Promise<number> =>
    Number((await client.query<{ n: number }>(text, [...values])).rows[0]?.n);
  const countEvents = () => number("select count(*) as n from ledger_events");
  const countDeadlocks = () => number("select sum(deadlocks) as n from pg_stat_database");
  const before = { events: await countEvents(), deadlocks: await countDeadlocks() };
  return {
    /** Counts; `unknown` requests may or may not have written an event. */
    async count(unknown: number): Promise<LedgerCount> {
      const kept = await number("select count(*) as n from ledger_events where uuid = any($1)", [acknowledged]);
      const written = (await countEvents()) - before.events;
      return {
        lost: acknowledged.length - kept,
        doubled: Math.max(0, written - acknowledged.length - unknown),
        torn: await number(
          `select count(*) as n from persons p
           where chain_length <> (select count(*) from ledger_events e where e.person_uuid = p.uuid)`,
        ),
        deadlocks: (await countDeadlocks()) - before.deadlocks,
      };
    },
    close: () => client.end(),
  };
}
