import { findPostgresBinaries } from "@notice-consent/testing/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServer } from "./db/server.ts";
import { startTestPostgres, type TestPostgres } from "./postgres.test-data.ts";
import { createTestBackend, useDatabase } from "./test-backend.test-data.ts";

// The same suites that run on the embedded database, on a server.
describe.skipIf(findPostgresBinaries() === undefined)("on PostgreSQL", async () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    useDatabase(async () => openServer(await postgres.createDatabase()));
  });
  afterAll(() => postgres.server.stop());

  it("is a server that the suites below run on", async () => {
    const { database, close } = await createTestBackend();
    expect(database.kind).toBe("server");
    await close();
  });

  await import("./token/routes.test.ts");
  await import("./notice/routes.test.ts");
  await import("./submission/routes.test.ts");
  await import("./user/routes.test.ts");
  await import("./ledger/store.test.ts");
  await import("./db/role.test.ts");
  await import("./mount.test.ts");
  await import("./auth/access-token.test.ts");
});
