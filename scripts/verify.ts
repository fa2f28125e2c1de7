import { type Finding, findingSentences, rebuildData, verifyData } from "@notice-consent/backend";

/**
 * Verifies the ledger in a directory, or the one that the environment names, and prints each finding and then the
 * counts; `true` when nothing is wrong.
 */
export async function verify(data: string | undefined, asJson: boolean): Promise<boolean> {
  const counts = await verifyData({ data }, (finding) => printFinding(finding, asJson));
  const ok = counts.findings === 0;
  if (asJson) print(JSON.stringify({ ok, ...counts }));
  else {
    const seen = `${counts.persons} persons, ${counts.events} events, ${counts.grants} grants, ${counts.checkpoints} checkpoints`;
    print(`${ok ? "Nothing is wrong" : `${counts.findings} things are wrong`}: ${seen}.`);
  }
  return ok;
}

/**
 * Makes the projection of the same ledger anew and prints whom it had to leave alone, and then the counts; `true` when
 * that was nobody.
 */
export async function rebuild(data: string | undefined, asJson: boolean): Promise<boolean> {
  const counts = await rebuildData({ data }, (finding) => printFinding(finding, asJson));
  const ok = counts.left === 0;
  if (asJson) print(JSON.stringify({ ok, ...counts }));
  else print(`${counts.persons} persons: ${counts.changed} changed, ${counts.left} left alone.`);
  return ok;
}

function printFinding(finding: Finding, asJson: boolean): void {
  const sentence = findingSentences[finding.reason];
  if (asJson) return print(JSON.stringify({ finding: { ...finding, sentence } }));
  const { reason, note, ...place } = finding;
  const names = Object.entries(place).map(([name, value]) => `${name} ${value}`);
  print([`${reason}: ${sentence}`, ...names, ...(note === undefined ? [] : [note])].join("\n    "));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
