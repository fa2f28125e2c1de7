import { defineConfig } from "vitest/config";

import { storyProjects } from "./.storybook/story-projects.ts";
import { findChromium } from "./packages/testing/src/chromium.ts";

const executablePath = await findChromium();

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      "packages/*/vitest.config.ts",
      "examples/*/vitest.config.ts",
      "packages/hooks/react-18/vitest.config.ts",
      "packages/react/looks/vitest.config.ts",
      "packages/react/react-18/vitest.config.ts",
      {
        test: {
          name: "scripts",
          include: ["scripts/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "visual",
          include: ["scripts/visual-regression/*.test.ts"],
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: "mutants",
          include: ["scripts/mutants/*.test.ts"],
          testTimeout: 300_000,
        },
      },
      ...storyProjects(executablePath, process.env["DEEP"] === "1"),
      {
        test: {
          name: "postgres",
          include: ["packages/*/src/**/*.pg.test.ts", "bench/load/*.pg.test.ts"],
          // What takes minutes runs in `pnpm test:deep` and in the benchmarks.
          exclude: ["**/node_modules/**", ...(process.env["DEEP"] === "1" ? [] : ["**/*.deep.pg.test.ts"])],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["packages/hooks/browser/**/*.test.ts"],
          globalSetup: ["packages/hooks/browser/global-setup.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
      {
        test: {
          name: "browser-react",
          include: ["packages/react/{browser,performance}/**/*.test.ts"],
          globalSetup: [
            "packages/react/browser/stand/global-setup.ts",
            "packages/react/performance/stand/global-setup.ts",
          ],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "demo",
          include: ["apps/demo/{account,bench,consent,http}/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "entries",
          include: ["apps/demo/entry-matrix/**/*.test.ts"],
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["apps/demo/e2e/**/*.test.ts"],
          globalSetup: ["apps/demo/e2e/global-setup.ts"],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
          // As long as the browser waits for what it is to press.
          expect: { poll: { timeout: 40_000 } },
        },
      },
    ],
  },
});
