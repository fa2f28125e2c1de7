import { findPostgresBinaries } from "@notice-consent/testing/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServer } from "../db/server.ts";
import { startTestPostgres, type TestPostgres } from "../postgres.test-data.ts";
import { manageSigningKeys } from "../signing-key-command.ts";
import { createTestBackend, type TestBackend } from "../test-backend.test-data.ts";
import { rotateSigningKey } from "./key-rotation.ts";

describe.skipIf(findPostgresBinaries() === undefined)("signing keys on a server", () => {
  let postgres: TestPostgres;
  let url: string;
  let backend: TestBackend;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    url = await postgres.createDatabase();
    backend = await createTestBackend({ database: await openServer(url) });
  });
  afterAll(async () => {
    await backend.close();
    await postgres.server.stop();
  });

  it("rotate and are removed beside a running backend, as the role that the API runs as [W6, SEC-B18]", async () => {
    const token = await backend.tokenFor({ org_user_id: "beside" });
    const where = {
      environment: { DATABASE_URL: url, CONSENT_SECRET: "a secret of tests that nobody else uses 0123456789" },
    };
    const [first, ...others] = await manageSigningKeys({ do: "rotate" }, where);
    expect([first?.state, others.map(({ state }) => state)]).toEqual(["signing", ["next"]]);
    expect((await backend.read(token)).status).toBe(200);
    await rotateSigningKey(backend.database, backend.keys, 0);
    const after = await manageSigningKeys({ do: "remove", kid: first?.kid ?? "" }, where);
    expect(after.map(({ kid }) => kid)).not.toContain(first?.kid);
  });

  it("are made one by one, however many ask at once [W6]", async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => rotateSigningKey(backend.database, backend.keys)));
    expect(new Set(made.map(({ kid }) => kid)).size).toBe(8);
  });
});
