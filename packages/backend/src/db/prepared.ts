import type { Queryable } from "./connect.ts";

/**
 * Builds a statement once for each connection or transaction that runs it, where building it anew would cost more than
 * running it. Where a statement has a name, a server parses and plans it once a connection, too.
 */
export function prepared<Statement>(build: (tx: Queryable) => Statement): (tx: Queryable) => Statement {
  const known = new WeakMap<Queryable, Statement>();
  return (tx) => {
    const built = known.get(tx) ?? build(tx);
    known.set(tx, built);
    return built;
  };
}
