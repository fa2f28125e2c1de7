import listed from "@notice-consent/react/tokens.json";

/** A token as the designer page shows it. */
export interface DesignToken {
  /** `--nc-…` */
  readonly name: string;
  readonly group: string;
  readonly meaning: string;
  readonly light: string;
  readonly dark?: string;
  /** One of the eight that a brand changes. */
  readonly isForBrands: boolean;
}

/** Every token of the stylesheet, in its order. */
export const tokens: readonly DesignToken[] = listed;

/** How a token is edited. */
export type TokenKind = "colour" | "font" | "length" | "text";

/** How a token is edited: by what its default looks like. */
export function kindOf({ name, group, light }: DesignToken): TokenKind {
  if (group === "colour" || group === "actions") return "colour";
  if (name === "--nc-font" || name === "--nc-heading-font") return "font";
  return /^[\d.]+(?:rem|px|em)$/u.test(light) ? "length" : "text";
}

/** What was changed, by token. */
export type Changes = Readonly<Record<string, string>>;

/** The stylesheet that says what was changed, and nothing else. */
export function cssOf(changes: Changes): string {
  const lines = tokens.flatMap(({ name }) => (changes[name] === undefined ? [] : [`  ${name}: ${changes[name]};`]));
  return lines.length === 0 ? "" : `:root {\n${lines.join("\n")}\n}\n`;
}

/** The changes as inline style of the element round a notice. */
export function styleOf(changes: Changes): Record<string, string> {
  return Object.fromEntries(Object.entries(changes));
}
