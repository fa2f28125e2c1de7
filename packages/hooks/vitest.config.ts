import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "hooks",
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/suite-setup.test-data.ts"],
    testTimeout: 120_000,
  },
});
