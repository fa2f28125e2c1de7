import { type PgDatabase, type PgQueryResultHKT } from "drizzle-orm/pg-core";
import { isRestartable, StaleRead } from "./failure.ts";

/** What SQL is written against: the connection itself or a transaction's own handle. */
export type Queryable = PgDatabase<PgQueryResultHKT>;

/** An open database, embedded or a server. */
export interface Database {
  readonly kind: "embedded" | "server";
  /** For single statements outside a transaction; inside one, use the handle it gives. */
  readonly queries: Queryable;
  /**
   * Runs `work` in one transaction and commits before it resolves.
   * Runs it again when it throws {@link StaleRead} or meets a deadlock or a row that
   * another transaction wrote first, at most ten times in all.
   */
  transaction<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result>;
  /** Like {@link Database.transaction}, but all its reads see the data as it was at the first one. */
  snapshot<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result>;
  /** How the pool stands; absent where there is none. */
  pool?(): PoolUse;
  close(): Promise<void>;
}

/** Connections of a pool, and how many callers wait for one. */
export interface PoolUse {
  /** The most there may be. */
  readonly size: number;
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

/** How {@link Database.snapshot} is run. */
export const unchanging = { isolationLevel: "repeatable read" } as const;

const attempts = 10;

/** Wraps a driver's transactions in the retries that {@link Database.transaction} promises. */
export async function withRestarts<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (cause) {
      const again = cause instanceof StaleRead || isRestartable(cause);
      if (!again || count === attempts) throw cause;
    }
  }
}
