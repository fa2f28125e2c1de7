import * as contract from "@notice-consent/contract";
import { expect, it } from "vitest";
import { safeLink } from "./safe-link.ts";

it("counts as a link what makes a notice complete, and nothing else [UI-C1] [UI-C10]", () => {
  expect(safeLink.toString()).toBe(contract.safeLink.toString());
});
