import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "../serve.ts";
import { configureInstallation, configureUsersApi } from "./configuration.ts";
import { createTestUsersApi, longAgo, statusIn, type TestUsersApi } from "./test-users-api.test-data.ts";

let api: TestUsersApi;
let data: string;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "consent-configuration-"));
  api = await createTestUsersApi({ schema: 2 });
});
afterAll(async () => {
  await api.close();
  rmSync(data, { recursive: true, force: true });
});

const configure = (settings: Parameters<typeof configureUsersApi>[2]) =>
  configureUsersApi(api.backend.database, api.backend.home.address.workspaceUuid, settings);
const catalogue = {
  channels: [],
  purposes: [{ id: "letters", added_at: longAgo, channels: [], preferences: [] }],
};

describe("settings of the Users API", { timeout: 240_000 }, () => {
  it("count from the next request on, and what they leave out stays [U12, U14]", async () => {
    const refused = { purposes: [{ id: "letters", enabled: false }] };
    expect((await api.createEvent({ user: { id: "reader" }, consents: refused })).status).toBe(400);
    await configure({ schema_version: 1, catalogue });
    await configure({ future_children: "ask" });
    const consents = { purposes: [...refused.purposes, { id: "P", enabled: false }], channels: [{ id: "e" }] };
    expect((await api.createEvent({ user: { id: "reader" }, consents })).status).toBe(200);
    const { purposes } = statusIn(await api.getUser("reader"));
    expect(purposes.map(({ id, enabled }) => [id, enabled])).toEqual(
      expect.arrayContaining([
        ["letters", false],
        ["P", false],
      ]),
    );
  });

  it("keep the schema and the regulation once there are events, and then change nothing [U12, U33]", async () => {
    await api.createEvent({ consents: {} });
    const more = { channels: [{ id: "owls", added_at: longAgo }], purposes: [] };
    await expect(configure({ schema_version: 2, catalogue: more })).rejects.toThrow("events already");
    await expect(configure({ regulation: "cpra" })).rejects.toThrow("events already");
    const consents = { channels: [{ id: "owls", enabled: true }] };
    expect((await api.createEvent({ consents })).status).toBe(400);
  });

  it("come from a file, of which nothing that is not understood is overlooked [U12]", async () => {
    const where = { data, environment: {} };
    await (await startBackend({ port: 0, ...where })).close();
    for (const text of ["no JSON", "[]", '{ "schema": 1 }', '{ "schema_version": 3 }', '{ "regulation": "" }'])
      await expect(configureInstallation(text, where)).rejects.toThrow("no settings");
    await configureInstallation(JSON.stringify({ schema_version: 1, regulation: "cpra", catalogue }), where);
    await configureInstallation("{}", where);
  });
});
