// @vitest-environment node
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { tokensFile, tokensOf } from "../tokens.generate.ts";
import { unlayered } from "../unlayered.generate.ts";

const css = readFileSync(new URL("styles.css", import.meta.url), "utf8");

/** Without comments and spare white space, as a bundler would ship it. */
function minified(source: string): string {
  return source
    .replaceAll(/\/\*[\s\S]*?\*\//gu, "")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/\s*([{};,>])\s*/gu, "$1")
    .replaceAll(/([\w-]): /gu, "$1:")
    .replaceAll(/\b0\.(\d)/gu, ".$1")
    .replaceAll(";}", "}");
}

/** Every selector list, at-rules and the steps of animations left out. */
function selectors(source: string): string[] {
  return [...source.matchAll(/(?:^|[{};])\s*([^{};@]+)\{/gu)]
    .map(([, list = ""]) => list.trim())
    .filter((list) => list !== "from");
}

/** The selectors of a list; commas inside parentheses part nothing. */
function topLevel(list: string): string[] {
  const found = [""];
  let depth = 0;
  for (const character of list) {
    if (character === "," && depth === 0) found.push("");
    else found[found.length - 1] += character;
    depth += character === "(" ? 1 : character === ")" ? -1 : 0;
  }
  return found.map((one) => one.trim());
}

/** True for one `:where()` and nothing else but a pseudo-element, which cannot stand inside it. */
function isWeightless(selector: string): boolean {
  const [whole = ""] = selector.split("::");
  let depth = 0;
  const closings = Array.from(whole).filter((character) => {
    depth += character === "(" ? 1 : character === ")" ? -1 : 0;
    return character === ")" && depth === 0;
  });
  return whole.startsWith(":where(") && whole.endsWith(")") && closings.length === 1;
}

function tokens(source: string): string[] {
  return [...new Set([...source.matchAll(/var\(\s*(--nc-[a-z-]+)/gu)].map(([, name = ""]) => name))];
}

describe("styles.css", () => {
  it("is no larger than 4 KB compressed [PF1d] [UI-T1]", () => {
    expect(gzipSync(minified(css), { level: 9 }).byteLength).toBeLessThanOrEqual(4000);
  });

  it("marks a busy act by a line that forced colours keep, as they do no background [UI-X7]", () => {
    const [, busy = ""] = /button\[data-nc\]\[data-busy\]\)::after\s*\{([^}]*)\}/u.exec(css) ?? [];
    expect(busy).toMatch(/border-block-start: [^;]* solid;/u);
    expect(busy).not.toContain("background");
  });

  it("has only its own layers, in their order [UI-T1]", () => {
    expect([...css.matchAll(/@layer ([^;{]+)/gu)].map(([, names = ""]) => names.trim())).toEqual([
      "nc.tokens, nc.base, nc.parts, nc.modes",
      "nc.tokens",
      "nc.base",
      "nc.parts",
      "nc.modes",
    ]);
    const outside = css.split("\n").filter((line) => /^\S/u.test(line) && !/^(?:@layer |\}$)/u.test(line));
    expect(outside).toEqual([]);
  });

  it("has no selector that outweighs a class of the host [UI-T1]", () => {
    const heavy = selectors(css).filter((list) => !topLevel(list).every((one) => isWeightless(one)));
    expect(heavy).toEqual([]);
  });

  it("has 34 tokens, all with a default [UI-T2]", () => {
    expect(tokens(css)).toHaveLength(34);
    expect(css).not.toMatch(/--nc-[a-z-]+:/u);
    expect(css).not.toMatch(/var\(--nc-[a-z-]+\)/u);
  });

  it("takes every colour, length, duration and level from a token, or derives it from one [UI-T2]", () => {
    const [, afterTokens = ""] = css.split("@layer nc.base {");
    const values = [...afterTokens.matchAll(/^\s+([a-z-]+|--_[a-z-]+): ([^;]+);$/gmu)];
    const literal =
      /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch|hwb)a?\(|(?<![\w.-])(?!0px)[\d.]+(?:px|rem|pt|cm|mm|in|m?s)\b/iu;
    expect(values.length).toBeGreaterThan(200);
    expect(values.filter(([, , value = ""]) => literal.test(value)).map(([line]) => line.trim())).toEqual([
      // Densities are a second set of defaults.
      "--_space: var(--nc-space, 0.1875rem);",
      "--_target: var(--nc-target, 2.75rem);",
    ]);
    expect(values.filter(([, name = "", value = ""]) => name === "z-index" && value !== "var(--_z)")).toEqual([]);
  });

  it("fetches nothing, so that it holds under a strict content policy [UI-M8]", () => {
    expect(css).not.toMatch(/url\(|@import/u);
  });

  it("has no physical side, so that it mirrors [UI-L4]", () => {
    expect(css).not.toMatch(
      /\b(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right|top|bottom|width|height):/u,
    );
  });

  it("neither capitalises nor spaces letters outside English [UI-L9]", () => {
    expect(css).not.toContain("text-transform");
    expect(css.match(/letter-spacing: (?!normal)/gu)).toHaveLength(1);
    expect(css).toMatch(/\[data-nc="title"\]:lang\(en\)\) \{\s*letter-spacing/u);
  });

  it("moves nothing where the visitor wants no motion [UI-X8]", () => {
    const [before = "", rest = ""] = css.split("@media (prefers-reduced-motion: no-preference) {");
    const allowed = rest.slice(0, rest.indexOf("\n  }\n"));
    expect(allowed).toMatch(/transition|animation/u);
    expect(before + rest.replace(allowed, "")).not.toMatch(/transition:|animation:/u);
  });
});

describe("styles.unlayered.css", () => {
  it("is generated from styles.css", () => {
    expect(readFileSync(new URL("styles.unlayered.css", import.meta.url), "utf8")).toBe(unlayered(css));
  });
});

describe("tokens.json", () => {
  it("is generated from styles.css, every token with its meaning [UI-T7]", () => {
    expect(readFileSync(new URL("tokens.json", import.meta.url), "utf8")).toBe(tokensFile(css));
    expect(
      tokensOf(css)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(tokens(css).toSorted());
  });

  it("has the eight that a brand changes, and a dark side for what has no ground of its own [UI-T7]", () => {
    const of = tokensOf(css);
    expect(of.filter(({ isForBrands }) => isForBrands)).toHaveLength(8);
    expect(of.filter(({ dark }) => dark !== undefined).map(({ name }) => name)).toEqual([
      "--nc-bg",
      "--nc-fg",
      "--nc-danger",
      "--nc-action-bg",
    ]);
  });

  it("is the table in the documentation [UI-T7]", () => {
    const doc = readFileSync(new URL("../../../docs/theming.md", import.meta.url), "utf8").replaceAll(/ +/gu, " ");
    for (const { name, meaning, light, dark, isForBrands } of tokensOf(css)) {
      const value = `\`${light}\`${dark === undefined ? "" : `, dark \`${dark}\``}`;
      expect(doc).toContain(`| \`${name}\`${isForBrands ? " ★" : ""} | ${meaning} | ${value} |`);
    }
  });

  it("does not know a token that the stylesheet lacks, nor the other way about [UI-T7]", () => {
    expect(() => tokensOf(css.replace(/--_shadow:[^;]+;/u, ""))).toThrow("--nc-shadow");
    expect(() => tokensOf(css.replace("--_z:", "--_glow: var(--nc-glow, none);\n--_z:"))).toThrow("glow");
  });
});

describe("the looks", () => {
  const folder = new URL("presets/", import.meta.url);
  const names = readdirSync(folder).filter((name) => name !== "layouts.css");
  const known = tokensOf(css).map(({ name }) => name);

  it.each(names)("are tokens and nothing else, in under 40 lines: %s", (name) => {
    const look = readFileSync(new URL(name, folder), "utf8");
    const set = [...look.matchAll(/^\s+([\w-]+):/gmu)].map(([, property = ""]) => property);
    expect(look.split("\n").length).toBeLessThan(40);
    expect(set.filter((property) => property !== "--_scheme" && !known.some((token) => token === property))).toEqual(
      [],
    );
    expect(look).toContain("@layer nc.tokens {");
    expect(look).not.toMatch(/url\(|@import|!important/u);
  });

  it.each(names)("keep a colour for browsers without light-dark(): %s", (name) => {
    const [before = "", after = ""] = readFileSync(new URL(name, folder), "utf8").split("@supports");
    expect(before).not.toContain("light-dark(");
    const themed = [...after.matchAll(/(--nc-[a-z-]+): light-dark/gu)].map(([, token = ""]) => token);
    expect(themed.filter((token) => !before.includes(`${token}:`))).toEqual([]);
  });

  it("take no more than 1 KB from a page of the shadcn convention", () => {
    expect(readFileSync(new URL("shadcn.css", folder)).byteLength).toBeLessThanOrEqual(1000);
  });
});
