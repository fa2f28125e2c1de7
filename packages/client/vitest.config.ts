import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "client",
    include: ["src/**/*.test.ts"],
    // Time in the tests is made by the tests; a machine that is busy may take as long as it likes.
    testTimeout: 120_000,
  },
});
