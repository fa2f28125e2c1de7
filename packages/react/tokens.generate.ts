// Writes `src/tokens.json` from `src/styles.css`: `tsx tokens.generate.ts`. A test holds the two together.
import { readFileSync, writeFileSync } from "node:fs";

/** One design token as the stylesheet has it. */
export interface Token {
  /** The custom property. */
  readonly name: `--nc-${string}`;
  readonly group: "colour" | "actions" | "type" | "space and shape" | "size" | "effect";
  readonly meaning: string;
  /** Its default as the stylesheet says it; `--_x` stands for the token `--nc-x`. */
  readonly light: string;
  /** Its default on a dark page; absent where it is the same. */
  readonly dark?: string;
  /** One of the eight that a brand changes; the others follow. */
  readonly isForBrands: boolean;
}

const groups: Readonly<Record<Token["group"], Readonly<Record<string, string>>>> = {
  colour: {
    bg: "Ground of the notice",
    fg: "Text",
    accent: "Ticked boxes, links and focus; its lightness is held where it can be read",
    danger: "What is missing or went wrong",
    surface: "Ground of the actions, and of quiet buttons under the pointer",
    "muted-fg": "Second text: descriptions, counts, notes",
    border: "Hairlines",
    "accent-fg": "The tick on the accent",
    link: "Links",
    focus: "The ring round what has focus",
    overlay: "What lies over the page behind the notice",
  },
  actions: {
    "action-bg": "Ground of all actions alike",
    "action-fg": "Text of all actions alike",
    "action-border": "Edge of all actions alike, and of every other control",
  },
  type: {
    font: "Typeface",
    "font-size": "Size of text; every other size follows",
    "line-height": "Height of a line; never less than 1.65 outside English",
    "heading-font": "Typeface of the title",
    "heading-size": "Size of the title",
    weight: "Weight of text",
    "weight-strong": "Weight of headings, names and actions",
  },
  "space and shape": {
    space: "The unit that every distance is a multiple of",
    pad: "Room inside the notice",
    radius: "Corners of the notice; those of its controls follow",
    "border-width": "Width of edges and hairlines",
    "focus-width": "Width of the focus ring",
    "focus-offset": "Distance of the focus ring",
  },
  size: {
    width: "Greatest width of the notice",
    "max-height": "Greatest height of the notice",
    target: "Least height of a button",
    "control-size": "Size of a box",
  },
  effect: {
    shadow: "What lifts the notice off the page",
    duration: "How long a tick or a chevron moves; nothing moves where the visitor wants no motion",
    z: "Level of the notice above the page",
  },
};

const forBrands = ["accent", "bg", "fg", "font", "font-size", "space", "radius", "width"];

/** The tokens of a stylesheet, group by group. Throws when one has no meaning here, or a meaning has no token. */
export function tokensOf(css: string): readonly Token[] {
  const [, layer = ""] = css.split("@layer nc.tokens {");
  const [byDay = "", byNight = ""] = (layer.split("@layer nc.base {")[0] ?? "").split("@supports");
  const light = declarations(byDay);
  const dark = declarations(byNight);
  const known = Object.values(groups).flatMap((group) => Object.keys(group));
  const strangers = [...light.keys()].filter((name) => !known.includes(name));
  if (strangers.length > 0) throw new Error(`Say in tokens.generate.ts what these are for: ${strangers.join(", ")}.`);
  return groupNames.flatMap((group) =>
    Object.entries(groups[group]).map(([name, meaning]): Token => {
      const value = light.get(name);
      if (value === undefined) throw new Error(`styles.css has no token --nc-${name}.`);
      const [day = value, night] = themed(dark.get(name) ?? "");
      return {
        name: `--nc-${name}`,
        group,
        meaning,
        light: day,
        ...(night !== undefined && { dark: night }),
        isForBrands: forBrands.includes(name),
      };
    }),
  );
}

const groupNames = ["colour", "actions", "type", "space and shape", "size", "effect"] as const;

/** Defaults by the token's own name: what stands after the comma in `var(--nc-…, …)`. */
function declarations(css: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", value = ""] of css.matchAll(/--_[a-z-]+:\s*var\(\s*--nc-([a-z-]+),([^;]+)\);/gu)) {
    const plain = value.replaceAll(/\s+/gu, " ").trim();
    // A colour of the notice may stand between the host's and ours.
    found.set(name, /^var\(--_brand, (.+)\)$/u.exec(plain)?.[1] ?? plain);
  }
  return found;
}

/** The two sides of `light-dark()`; none for any other value. */
function themed(value: string): readonly string[] {
  const inner = /^light-dark\((.+)\)$/u.exec(value)?.[1];
  if (inner === undefined) return [];
  let depth = 0;
  const cut = Array.from(inner).findIndex((character) => {
    depth += character === "(" ? 1 : character === ")" ? -1 : 0;
    return character === "," && depth === 0;
  });
  return [inner.slice(0, cut).trim(), inner.slice(cut + 1).trim()];
}

/** What `src/tokens.json` holds. */
export function tokensFile(css: string): string {
  return `${JSON.stringify(tokensOf(css), undefined, 2)}\n`;
}

if (import.meta.filename === process.argv[1]) {
  const css = readFileSync(new URL("src/styles.css", import.meta.url), "utf8");
  writeFileSync(new URL("src/tokens.json", import.meta.url), tokensFile(css));
}
