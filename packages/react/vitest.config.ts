import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "react",
    environment: "jsdom",
    include: ["{src,stories}/**/*.test.{ts,tsx}"],
    setupFiles: ["src/suite-setup.test-data.ts"],
    testTimeout: 120_000,
  },
});
