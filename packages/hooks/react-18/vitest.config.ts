import { join } from "node:path";
import { defineProject } from "vitest/config";

// Everything that holds React, from here: no test may meet two copies of it.
const own = ["react", "react-dom", "@tanstack/react-query", "@testing-library/dom", "@testing-library/react"];

export default defineProject({
  resolve: {
    alias: own.map((name) => ({
      find: new RegExp(`^${name}(?=/|$)`, "u"),
      replacement: join(import.meta.dirname, "node_modules", name),
    })),
  },
  test: {
    name: "hooks-react-18",
    root: join(import.meta.dirname, ".."),
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/suite-setup.test-data.ts"],
    testTimeout: 120_000,
    env: { TESTED_REACT: "18.2." },
  },
});
