import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { manageApiKeys, showCredentials } from "./credential-command.ts";
import { credentialsLine, readyLine } from "./ready-line.ts";
import { type RunningBackend, startBackend } from "./serve.ts";

const production = {
  NODE_ENV: "production",
  CONSENT_DATABASE: "embedded",
  CONSENT_SECRET: "a secret of tests in production 0123456789",
};

let data: string;
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), "consent-credentials-"));
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

async function statusWith(backend: RunningBackend, apiKey: string): Promise<number> {
  const path = `/organisations/${backend.organisationUuid}/workspaces/${backend.workspaceUuid}`;
  const response = await fetch(`${backend.url}${path}/consent-ledger/consent-users/by-org-user-id/nobody`, {
    headers: { "X-CMS-API-Key": apiKey },
  });
  return response.status;
}

// Every command opens the database anew, as an operator's does.
describe("the credentials of an installation", { timeout: 240_000 }, () => {
  const where = () => ({ environment: { ...production, CONSENT_DATA: data } });
  const open = () => startBackend({ port: 0, environment: where().environment });

  it("stand in the line of a development backend, and nowhere in that of production [SEC-B17]", async () => {
    const [development, inProduction] = [
      await startBackend({ port: 0, data: "memory", environment: {} }),
      await open(),
    ];
    expect(readyLine(development, 1)).toContain(development.cmsApiKey);
    const line = readyLine(inProduction, 1);
    expect(Object.keys(JSON.parse(line) as object)).toEqual([
      "ready",
      "url",
      "organisation_uuid",
      "workspace_uuid",
      "notices",
      "pid",
    ]);
    for (const secret of [inProduction.cmsApiKey, inProduction.usersApi.key, inProduction.usersApi.secret])
      expect(line).not.toContain(secret);
    await inProduction.close();
  });

  it("are told to the operator who asks, and are those that work", async () => {
    const told = await showCredentials(where());
    expect(JSON.parse(credentialsLine(told))).toMatchObject({ cms_api_key: told.cmsApiKey });
    const backend = await open();
    expect([told.cmsApiKey, told.usersApi]).toEqual([backend.cmsApiKey, backend.usersApi]);
    expect(await statusWith(backend, told.cmsApiKey)).toBe(404);
    await backend.close();
  });

  it("may be more API keys, each with its permissions and each revoked by itself [SEC-B9]", async () => {
    const [first] = (await manageApiKeys({ do: "list" }, where())).keys;
    const { created = "", keys } = await manageApiKeys({ do: "create", permissions: ["users", "tokens"] }, where());
    const prefix = created.split("_")[1] ?? "";
    expect(keys).toEqual([first, { prefix, permissions: ["tokens", "users"], state: "live" }]);
    expect(JSON.stringify(keys)).not.toContain(created);
    await manageApiKeys({ do: "revoke", prefix: first?.prefix ?? "" }, where());
    const backend = await open();
    expect([await statusWith(backend, created), await statusWith(backend, backend.cmsApiKey)]).toEqual([404, 401]);
    await backend.close();
    const { keys: after } = await manageApiKeys({ do: "list" }, where());
    expect(after.map(({ state }) => state)).toEqual(["revoked", "live"]);
  });

  it("are never made without permissions or with unknown ones, and only a live key is revoked", async () => {
    for (const permissions of [[], ["everything"], ["users", "everything"]])
      await expect(manageApiKeys({ do: "create", permissions }, where())).rejects.toThrow(/one or more of/);
    await expect(manageApiKeys({ do: "revoke", prefix: "nothing" }, where())).rejects.toThrow(/no live API key/);
    const empty = mkdtempSync(join(tmpdir(), "consent-empty-"));
    const elsewhere = { environment: { ...production, CONSENT_DATA: empty } };
    await expect(manageApiKeys({ do: "list" }, elsewhere)).rejects.toThrow(/There is no workspace yet/);
    rmSync(empty, { recursive: true, force: true });
  });
});
