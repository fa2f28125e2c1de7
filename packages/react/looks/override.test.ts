// One class of the host's overrides any part, beside Tailwind 4, Tailwind 3 and no framework.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import postcss from "postcss";
import { compile } from "tailwindcss";
import tailwind3 from "tailwindcss-3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openIn, sheet, startStand, states, type Stand } from "./stand.ts";

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
}, 240_000);
afterAll(() => stand.close());

const utilities = ["bg-[rgb(1,2,3)]", "text-[rgb(4,5,6)]", "rounded-[7px]"];
const layered = sheet("styles.css");
const unlayered = sheet("styles.unlayered.css");

/** The stylesheets of a page in their order, and the class that its host gives to every part. */
const pages = [
  {
    name: "no framework",
    className: "own",
    styles: () => [".own { background: rgb(1,2,3); color: rgb(4,5,6); border-radius: 7px }", layered],
  },
  {
    name: "no framework and the sheet without layers",
    className: "own",
    styles: () => [unlayered, ".own { background: rgb(1,2,3); color: rgb(4,5,6); border-radius: 7px }"],
  },
  {
    name: "Tailwind 4",
    className: utilities.join(" "),
    styles: async () => ["@layer theme, base, nc, components, utilities;", await tailwindFour(), layered],
  },
  {
    name: "Tailwind 3",
    className: utilities.join(" "),
    styles: async () => {
      const { base, rest } = await tailwindThree();
      return [base, unlayered, rest];
    },
  },
];

describe.each(pages)("beside $name", ({ className, styles }) => {
  it("one class overrides every part in every state [UI-T3]", async () => {
    const sheets = await styles();
    const seen = new Set<string>();
    for (const state of states) {
      const page = await openIn(stand, state, sheets, `class=${encodeURIComponent(className)}`);
      const parts = await page.locator("[data-nc]").evaluateAll((elements) =>
        elements
          // The root is named by its class like the others; what has no slot takes no class.
          .filter((element) => element.getAttribute("class") !== null)
          .map((element) => {
            const { backgroundColor, color, borderTopLeftRadius } = getComputedStyle(element);
            return { slot: element.getAttribute("data-nc"), look: [backgroundColor, color, borderTopLeftRadius] };
          }),
      );
      for (const { slot } of parts) seen.add(slot ?? "");
      const stubborn = parts.filter(({ look }) => look.join() !== "rgb(1, 2, 3),rgb(4, 5, 6),7px");
      expect({ state, stubborn }).toEqual({ state, stubborn: [] });
      await page.context().close();
    }
    expect(seen.size).toBeGreaterThan(40);
  });

  it("the page's reset takes nothing from the actions and the boxes [UI-T3]", async () => {
    const page = await openIn(stand, "asking", await styles());
    const button = await page.getByRole("button", { name: "Accept all" }).evaluate((element) => {
      const { backgroundColor, borderTopWidth, borderTopStyle, paddingTop, fontWeight } = getComputedStyle(element);
      return { backgroundColor, borderTopWidth, borderTopStyle, paddingTop, fontWeight };
    });
    expect(button).toEqual({
      backgroundColor: "rgb(253, 253, 252)",
      borderTopWidth: "1px",
      borderTopStyle: "solid",
      paddingTop: "8px",
      fontWeight: "600",
    });
    const box = await page
      .getByRole("checkbox")
      .first()
      .evaluate((element) => getComputedStyle(element).borderTopStyle);
    expect(box).toBe("solid");
    await page.context().close();
  });
});

async function tailwindFour(): Promise<string> {
  const require = createRequire(import.meta.url);
  const compiler = await compile('@import "tailwindcss";', {
    loadStylesheet: async (id, base) => {
      const path = require.resolve(id === "tailwindcss" ? "tailwindcss/index.css" : id);
      return { path, base, content: readFileSync(path, "utf8") };
    },
  });
  return compiler.build(utilities);
}

async function tailwindThree(): Promise<{ readonly base: string; readonly rest: string }> {
  const content = [{ raw: `<i class="${utilities.join(" ")}"></i>` }];
  const run = async (css: string): Promise<string> =>
    (await postcss([tailwind3({ content })]).process(css, { from: undefined })).css;
  return { base: await run("@tailwind base;"), rest: await run("@tailwind components; @tailwind utilities;") };
}
