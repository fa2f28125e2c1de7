/**
 * Dotted paths of lists that stand where members belong. A schema reads such a list as an object without members, so
 * that a refusal inside of it would be lost without a word.
 */
export function misplacedLists(sent: unknown, read: unknown, path: readonly string[] = []): readonly string[] {
  if (Array.isArray(sent) && !Array.isArray(read)) return [path.join(".")];
  const members = new Map(entriesOf(sent));
  return entriesOf(read).flatMap(([name, value]) => misplacedLists(members.get(name), value, [...path, name]));
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
