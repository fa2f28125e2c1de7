import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "looks",
    include: ["*.test.ts"],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
