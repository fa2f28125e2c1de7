import { relative } from "node:path";

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

export default defineConfig({
  root,
  plugins: [mutate],
  test: {
    include: [mutant.test],
    environment: mutant.test.startsWith("packages/hooks/") ? "jsdom" : "node",
    // A mutant may hang; only a database takes its time.
    testTimeout: mutant.test.startsWith("packages/backend/") ? 60_000 : 10_000,
    hookTimeout: 60_000,
  },
});
