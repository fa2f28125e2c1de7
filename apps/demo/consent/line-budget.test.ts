import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const flows = fileURLToPath(new URL("../app/(flows)", import.meta.url));
const budget = 30;

const files = readdirSync(flows, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".tsx"))
  .map((file) => ({ file, text: readFileSync(join(flows, file), "utf8") }))
  .filter(({ text }) => text.includes('from "@notice-consent/react'));

it("finds the flows of the bank", () => {
  expect(files.map(({ file }) => file.split("/")[0])).toEqual(
    expect.arrayContaining(["sign-up", "log-in", "settings", "dashboard"]),
  );
});

it.each(files)("$file asks for consent in fewer than 30 lines, imports aside [I-N7]", ({ text }) => {
  const imports = /^import[^;]*;$/gm;
  const code = text
    .replace(imports, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  expect(code.length).toBeLessThan(budget);
});
