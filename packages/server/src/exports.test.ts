import { expect, it } from "vitest";
import * as server from "./index.ts";

it("exports these names and no others", () => {
  expect(Object.keys(server).sort()).toEqual(["createConsentServer", "createTemporaryIdentity", "createUsersApi"]);
});

it("refuses to load where the `browser` condition applies, in one sentence that says what to do [SEC-C1]", async () => {
  await expect(import("./browser.ts")).rejects.toThrow(/loaded in a browser.*server code only\.$/);
});
