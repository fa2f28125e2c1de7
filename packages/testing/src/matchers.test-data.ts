import type { ConsentMatchers } from "./dom/matchers.ts";

declare module "vitest" {
  // oxlint-disable-next-line typescript/no-empty-object-type
  interface Matchers<T> extends ConsentMatchers<T> {}
}
