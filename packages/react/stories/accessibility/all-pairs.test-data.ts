/** Rows in which every pair of values of two different columns stands at least once; few, and always the same. */
export function allPairs<A, B, C>(
  first: readonly A[],
  second: readonly B[],
  third: readonly C[],
): readonly (readonly [A, B, C])[] {
  const open = new Set<string>();
  const name = (...places: readonly (number | string)[]): string => places.join(":");
  const pairsOf = (a: number, b: number, c: number): string[] => [name("ab", a, b), name("ac", a, c), name("bc", b, c)];
  const every = first.flatMap((_, a) => second.flatMap((__, b) => third.map((___, c) => [a, b, c] as const)));
  for (const row of every) for (const pair of pairsOf(...row)) open.add(pair);

  const rows: (readonly [A, B, C])[] = [];
  while (open.size > 0) {
    const gain = (row: readonly [number, number, number]): number =>
      pairsOf(...row).filter((pair) => open.has(pair)).length;
    const best = every.reduce((leading, row) => (gain(row) > gain(leading) ? row : leading));
    for (const pair of pairsOf(...best)) open.delete(pair);
    const [a, b, c] = [first[best[0]], second[best[1]], third[best[2]]];
    if (a !== undefined && b !== undefined && c !== undefined) rows.push([a, b, c]);
  }
  return rows;
}
