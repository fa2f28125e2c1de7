import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { propsOf, withProps } from "../../../../.storybook/snippet.ts";

const folder = import.meta.dirname;
const textOf = (file: string): string => readFileSync(join(folder, file), "utf8");
const compiler = join(folder, "../../node_modules/.bin/tsc");
const modal = textOf("modal.example.tsx");
const inline = textOf("inline.example.tsx");

/** Arguments as stories give them, of every kind that is written out. */
const shownArgs = {
  modal: { dismissible: "backdrop", blockUI: false, theme: "dark", labels: { required: "Needed" }, onAccept: () => 1 },
  inline: {
    submit: "button",
    headingLevel: 3,
    minHeight: "40rem",
    settings: { button: { accept: { textColor: "#fff" } } },
  },
};

it("writes a story's plain props into the example, and leaves functions to the host [SB8]", () => {
  expect(propsOf(shownArgs.modal)).toEqual([
    'dismissible="backdrop"',
    "blockUI={false}",
    'theme="dark"',
    'labels={{"required":"Needed"}}',
  ]);
  expect(withProps(modal, [])).toBe(modal);
  expect(withProps(modal, ["open"])).toContain("refreshToken={tokens.refresh_token}\n      open\n");
});

it("shows snippets that type-check [SB8]", { timeout: 120_000 }, () => {
  const place = mkdtempSync(join(folder, "snippet-"));
  try {
    writeFileSync(join(place, "modal.tsx"), withProps(modal, propsOf(shownArgs.modal)));
    writeFileSync(join(place, "inline.tsx"), withProps(inline, propsOf(shownArgs.inline)));
    const extended = { extends: "../../../tsconfig.json", include: ["*.tsx", "../../../css.d.ts"] };
    writeFileSync(join(place, "tsconfig.json"), JSON.stringify(extended));
    const check = (): string => execFileSync(compiler, ["-p", place], { encoding: "utf8" });
    expect(check()).toBe("");
    writeFileSync(join(place, "modal.tsx"), withProps(modal, ["dismissible={12}"]));
    expect(check).toThrow();
  } finally {
    rmSync(place, { recursive: true });
  }
});

it("shows in the quick start the examples that are checked here [SB8]", () => {
  const page = textOf("quick-start.mdx");
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".example.tsx"))) expect(page).toContain(file);
});
