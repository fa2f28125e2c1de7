import { expect, it } from "vitest";

import { compareRows } from "./row-coverage.ts";

it("tells rows that a test names from those that none names, and from names that are no rows", () => {
  const tests = [
    `it("holds [R-A5] and [UI-S8, PF1a]", …`,
    `it("holds [W18] but not [X] or a[0]; [R-Z99] [V1-07, U3]", …`,
  ];
  expect(compareRows(["R-A5", "R-A6", "UI-S8", "PF1a", "W18", "V1-07", "U3"], tests)).toEqual({
    covered: ["R-A5", "UI-S8", "PF1a", "W18", "V1-07", "U3"],
    missing: ["R-A6"],
    unknown: ["R-Z99"],
  });
});
