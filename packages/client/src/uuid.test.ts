import { expect, it, vi } from "vitest";
import { uuid } from "./uuid.ts";

it("makes version 4 UUIDs where crypto.randomUUID is missing [R-E2]", () => {
  vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const made = Array.from({ length: 100 }, uuid);
  for (const one of made) expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(made).size).toBe(100);
  vi.unstubAllGlobals();
});

it("makes them without any crypto too, as in React Native [R-E3]", () => {
  vi.stubGlobal("crypto", undefined);
  const made = Array.from({ length: 100 }, uuid);
  for (const one of made) expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(made).size).toBe(100);
  vi.unstubAllGlobals();
});
