import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { situations } from "./scenario/situations.ts";

it.each(["example.test.ts", "react/example.test.tsx"])(
  "shows in the README the example that runs here: %s",
  async (file) => {
    const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
    const example = await readFile(new URL(file, import.meta.url), "utf8");
    expect(readme).toContain(`\`\`\`${file.split(".").at(-1)}\n${example}\`\`\``);
  },
);

it("names every situation in the README", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  expect(Object.keys(situations).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
