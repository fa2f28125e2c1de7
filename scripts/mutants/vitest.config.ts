import { join, relative } from "node:path";

import * as v from "valibot";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

import { root } from "../run.ts";
import { apply, mutantSchema } from "./mutant.ts";

/** Says which mutant to run, as JSON. */
const mutant = v.parse(mutantSchema, JSON.parse(process.env["MUTANT"] ?? '{ "edits": [], "test": "" }'));

const mutate: Plugin = {
  name: "mutate",
  enforce: "pre",
  transform(code, id) {
    const path = relative(root, id.replace(/\?.*$/u, ""));
    const edits = mutant.edits.filter(({ file }) => file === path);
    return edits.length === 0 ? undefined : { code: apply(code, edits), map: null };
  },
};

const isOf = (folder: string): boolean => mutant.test.startsWith(`packages/${folder}/`);
const isInBrowser = isOf("react/browser");
// The page is built by a run of Vite of its own, which makes the same changes.
if (isInBrowser) process.env["PAGE_CONFIG"] = join(root, "scripts/mutants/vitest.config.ts");

export default defineConfig({
  root,
  plugins: [mutate],
  test: {
    include: [mutant.test],
    environment: isOf("hooks") || isOf("react/src") ? "jsdom" : "node",
    ...(isOf("react/src") && { setupFiles: ["packages/react/src/suite-setup.test-data.ts"] }),
    ...(isInBrowser && { globalSetup: ["packages/react/browser/stand/global-setup.ts"] }),
    // A mutant may hang; only a database, a browser and a page that is waited for take their time.
    testTimeout: isOf("backend") || isOf("react") ? 60_000 : 10_000,
    hookTimeout: 60_000,
  },
});
