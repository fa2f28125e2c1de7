import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";

it.each(["handler.example.test.ts", "example.test.ts", "pending-link-table.example.test.ts"])(
  "shows in the README %s, which runs here",
  async (name) => {
    const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
    const example = await readFile(new URL(name, import.meta.url), "utf8");
    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
  },
);
