import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import * as express from "./express.ts";
import * as server from "./index.ts";
import * as next from "./next.ts";

it("exports these names and no others", () => {
  expect(Object.keys(server).sort()).toEqual([
    "createConsentHandler",
    "createConsentServer",
    "createRateLimit",
    "createTemporaryIdentity",
    "createUsersApi",
    "memoryConflictStore",
    "memoryPendingLinkStore",
    "memoryRegistrationOutbox",
    "verifyWebhook",
  ]);
  expect(Object.keys(express)).toEqual(["createConsentHandler"]);
  expect(Object.keys(next).sort()).toEqual(["createConsentHandler", "prefetchConsent"]);
});

it("refuses to load where the `browser` condition applies, in one sentence that says what to do [SEC-C1]", async () => {
  await expect(import("./for-server-code-only.ts")).rejects.toThrow(/loaded in a browser.*server code only\.$/);
});

it("names no runtime among its conditions that the tests do not run it on", async () => {
  const manifest = await readFile(new URL("../package.json", import.meta.url), "utf8");
  expect(manifest).toContain('"edge-light"');
  expect(manifest).not.toMatch(/"(?:workerd|deno|bun|netlify)"/);
});
