import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "backend",
    include: ["src/**/*.test.ts"],
    exclude: ["src/**/*.pg.test.ts"],
    // Each file starts a database, and some start several.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
