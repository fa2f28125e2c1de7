import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "published-samples",
    include: ["src/**/*.test.{ts,tsx}"],
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
