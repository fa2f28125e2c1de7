import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "testing",
    include: ["src/**/*.test.{ts,tsx}"],
    testTimeout: 120_000,
    exclude: ["src/**/*.pg.test.ts"],
  },
});
