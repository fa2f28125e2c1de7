import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";

import { root } from "./stack/backend-process.ts";

const demoFolder = join(root, "apps/demo");
/** What the code of the bench cannot do without. */
const marks = ["notice-consent-bench", "X-Development-Secret"];

describe("a production build", () => {
  it("has no code of the bench, no route of it, and works without it", async () => {
    const { demoUrl, distDir: built } = inject("provided");
    const source = readFileSync(join(demoFolder, "bench/panel/bench-frame.tsx"), "utf8");
    const service = readFileSync(join(demoFolder, "bench/service.ts"), "utf8");
    expect(marks.every((mark) => `${source}${service}`.includes(mark))).toBe(true);
    const folder = join(demoFolder, built);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    expect(files.length).toBeGreaterThan(20);
    const found = files
      .map((file) => join(file.parentPath, file.name))
      .filter((file) => marks.some((mark) => readFileSync(file).includes(mark)));
    expect(found).toEqual([]);
    expect((await fetch(`${demoUrl}/bench`)).status).toBe(404);
    const home = await fetch(demoUrl);
    expect([home.status, (await home.text()).includes("Three companies that ask first")]).toEqual([200, true]);
  });
});
