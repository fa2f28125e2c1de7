import { setTimeout as wait } from "node:timers/promises";
import type { PostgresServer } from "@notice-consent/testing/postgres";
import { Client } from "pg";
import { type ExplainedPlan, workOf } from "./plan.ts";

/** What the database did for some statements, by `EXPLAIN (ANALYZE, BUFFERS)` of each of them. */
export interface Work {
  /** Blocks of 8 KiB that were looked at, in tables and in indexes, whether they were in memory or not. */
  readonly buffers: number;
  /** Rows that were read or written, those that a filter then left out included. */
  readonly rows: number;
  /** Times that an index was descended from its root. */
  readonly descents: number;
}

/** The work of an operation, and which of it each statement did. */
export interface CountedWork extends Work {
  readonly statements: Readonly<Record<string, Work>>;
}

/** Explains the statements that other sessions run, as they run them. */
export interface WorkCounter {
  /** Adds up what is done while a function runs; nothing else may use the database meanwhile. */
  during(run: () => Promise<unknown>): Promise<CountedWork>;
  close(): Promise<void>;
}

/** Makes a server write the plan of every statement to its log, on demand. Restarts the server. */
export async function createWorkCounter(server: PostgresServer): Promise<WorkCounter> {
  const setUp = new Client({ connectionString: server.url });
  await setUp.connect();
  // A server knows the settings of a module only where it is loaded.
  await setUp.query("load 'auto_explain'");
  const settings = {
    logging_collector: "on",
    log_destination: "jsonlog",
    log_rotation_size: "0",
    session_preload_libraries: "auto_explain",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_buffers": "on",
    "auto_explain.log_format": "json",
    // The checks of foreign keys are statements of their own.
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_timing": "off",
  };
  for (const [name, value] of Object.entries(settings)) await setUp.query(`alter system set ${name} = '${value}'`);
  await setUp.end();
  await server.restart();
  const client = new Client({ connectionString: server.url, application_name: benchName });
  await client.connect();
  // Its own statements are none of those that are counted.
  await client.query("set auto_explain.log_min_duration = -1");

  async function explain(on: boolean): Promise<void> {
    await client.query(`alter system set auto_explain.log_min_duration = ${on ? 0 : -1}`);
    await client.query("select pg_reload_conf()");
    // Each session hears of it before its next statement, once the signal has reached it.
    await wait(500);
  }

  async function logSize(): Promise<number> {
    const { rows } = await client.query<{ size: string }>(
      "select (pg_stat_file(pg_current_logfile('jsonlog'))).size as size",
    );
    return Number(rows[0]?.size);
  }

  /** The log from an offset up to a line that this session has it write now. */
  async function readLog(from: number): Promise<string> {
    const marker = `marker ${performance.now()}`;
    await client.query(`do $$ begin raise log '${marker}'; end $$`);
    for (;;) {
      const { rows } = await client.query<{ text: string }>(
        "select pg_read_file(pg_current_logfile('jsonlog'), $1, $2) as text",
        [from, (await logSize()) - from],
      );
      const text = rows[0]?.text ?? "";
      if (text.includes(marker)) return text;
      await wait(50);
    }
  }

  async function readIndexes(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await client.query<{ table: string; count: number }>(
      `select tablename as table, count(*)::int as count from pg_indexes where schemaname = 'public' group by tablename`,
    );
    return new Map(rows.map(({ table, count }) => [table, count]));
  }

  /** Entries in indexes that updates made: all of a row's, unless the new row found room beside the old one. */
  async function entriesByUpdates(indexes: ReadonlyMap<string, number>): Promise<number> {
    // A session reports what it did when it ends.
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name <> '${benchName}'`,
    );
    await wait(300);
    const { rows } = await client.query<{ table: string; moved: number }>(
      "select relname as table, (n_tup_upd - n_tup_hot_upd)::int as moved from pg_stat_user_tables",
    );
    return rows.reduce((sum, { table, moved }) => sum + moved * (indexes.get(table) ?? 0), 0);
  }

  return {
    async during(run) {
      const indexes = await readIndexes();
      const entries = await entriesByUpdates(indexes);
      await explain(true);
      const from = await logSize();
      await run();
      const text = await readLog(from);
      await explain(false);
      const statements: Record<string, Work> = {};
      for (const plan of text.split("\n").flatMap((line) => readPlan(line) ?? [])) {
        const query = plan["Query Text"].replaceAll(/\s+/gu, " ");
        if (!inBackground.test(query)) statements[query] = add(statements[query] ?? nothing, workOf(plan, indexes));
      }
      const sum = Object.values(statements).reduce(add, nothing);
      const descents = sum.descents + (await entriesByUpdates(indexes)) - entries;
      return { ...sum, descents, statements };
    },
    close: () => client.end(),
  };
}

/** What the bench's own connections are called. */
export const benchName = "growth";

const nothing: Work = { buffers: 0, rows: 0, descents: 0 };
/** What a backend looks at now and then, whoever calls it. */
const inBackground = /from "(webhook_deliveries|signing_keys)"/u;
const planForm = /^duration: .* plan:\n([\s\S]*)$/u;

function readPlan(line: string): ExplainedPlan | undefined {
  if (line === "") return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- here parsed data enters: the server wrote the log
  const { message } = JSON.parse(line) as { readonly message: string };
  const text = planForm.exec(message)?.[1];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- here parsed data enters: the server explained it
  return text === undefined ? undefined : (JSON.parse(text) as ExplainedPlan);
}

function add(one: Work, other: Work): Work {
  return {
    buffers: one.buffers + other.buffers,
    rows: one.rows + other.rows,
    descents: one.descents + other.descents,
  };
}
