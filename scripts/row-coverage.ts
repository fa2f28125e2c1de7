/** Which rows the test titles name, which not, and which names are no rows. */
export interface RowCoverage {
  covered: string[];
  missing: string[];
  unknown: string[];
}

// `[R-A5]`, `[W18]`, `[UI-S8, PF1a]`: with its brackets, at least one capital and one digit.
const bracketed =
  /\[((?:(?:SEC|UI|R|W|I)-[A-Z]|V[12]-|PF|SB|U|W)\d+[a-z]?(?:, ?(?:(?:SEC|UI|R|W|I)-[A-Z]|V[12]-|PF|SB|U|W)\d+[a-z]?)*)\]/gu;

/** Looks for rows in square brackets in the text of tests. */
export function compareRows(rows: readonly string[], tests: readonly string[]): RowCoverage {
  const named = new Set(
    tests.flatMap((text) => [...text.matchAll(bracketed)].flatMap((match) => (match[1] ?? "").split(/, ?/u))),
  );
  return {
    covered: rows.filter((row) => named.has(row)),
    missing: rows.filter((row) => !named.has(row)),
    unknown: [...named].filter((name) => !rows.includes(name)),
  };
}
