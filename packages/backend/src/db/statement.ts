import type { Queryable } from "./connect.ts";

/** What a driver answers. */
interface Answer {
  readonly rows: readonly unknown[];
}

/** A statement written as SQL, to be run on a connection or in a transaction; resolves with the number of its rows. */
export type Statement<Values extends readonly Value[]> = (tx: Queryable, ...values: Values) => Promise<number>;

/** What a statement can be told; text is cast by the statement itself. */
export type Value = string | number | null;

/** A statement of a fixed text. The server parses and plans it once a connection, under its name. */
export function defineStatement<Values extends readonly Value[]>(name: string, text: string): Statement<Values> {
  return async (tx, ...values) => {
    const query = tx._.session.prepareQuery({ sql: text, params: [...values] }, undefined, name, false);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- here parsed data enters: every driver answers so
    const { rows } = (await query.execute()) as Answer;
    return rows.length;
  };
}
