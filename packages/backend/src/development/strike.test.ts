import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningBackend, startBackend } from "../serve.ts";
import { demoOrganisationUuid, demoWorkspaceUuid } from "../seed/index.ts";

const developmentSecret = "a secret of the development routes 0123456789";
const scope = `organisations/${demoOrganisationUuid}/workspaces/${demoWorkspaceUuid}`;

let backend: RunningBackend;
beforeAll(async () => {
  backend = await startBackend({ port: 0, data: "memory", environment: {}, developmentSecret });
});
beforeEach(() => ask("DELETE", "/faults"));
afterAll(() => backend.close());

async function ask(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(new URL(`/development${path}`, backend.url), {
    method,
    ...(body && { body: JSON.stringify(body) }),
    headers: { "X-Development-Secret": developmentSecret },
  });
  expect(response.ok).toBe(true);
  return response.json();
}
const createUser = (orgUserId: string) =>
  fetch(`${backend.url}/${scope}/consent-ledger/consent-users/`, {
    method: "POST",
    body: JSON.stringify({ org_user_id: orgUserId }),
    headers: { "X-CMS-API-Key": backend.cmsApiKey, "Content-Type": "application/json" },
  });

describe("a connection that breaks on purpose", () => {
  it("breaks before the work, so that nothing is done", async () => {
    await ask("POST", "/faults", { kind: "refused", endpoint: "users.create" });
    await expect(createUser("refused")).rejects.toThrow();
    expect((await createUser("refused")).status).toBe(201);
  });

  it("breaks after the work, so that it is done and nobody heard", async () => {
    await ask("POST", "/faults", { kind: "lost-answer", endpoint: "users.create" });
    await expect(createUser("lost")).rejects.toThrow();
    expect((await createUser("lost")).status).toBe(409);
    expect(await ask("GET", "/exchanges")).toMatchObject({
      detail: {
        exchanges: expect.arrayContaining([
          expect.objectContaining({ fault: "lost-answer", status: null, response: null }),
        ]) as unknown,
      },
    });
  });

  it("breaks for every call while the service is offline, but not for the development routes", async () => {
    await ask("POST", "/faults", { kind: "offline" });
    await expect(createUser("offline")).rejects.toThrow();
    await expect(createUser("offline")).rejects.toThrow();
    expect(await ask("DELETE", "/faults")).toEqual({ detail: { faults: [] } });
    expect((await createUser("offline")).status).toBe(201);
  });
});

describe("a start with the development routes", () => {
  it("is refused in production, on an address that others reach, and with a secret that can be guessed", async () => {
    const start = (environment: Record<string, string>, secret: string, hostname?: string) =>
      startBackend({ port: 0, data: "memory", environment, developmentSecret: secret, hostname });
    const production = {
      NODE_ENV: "production",
      CONSENT_SECRET: "0123456789abcdefghijklmnopqrstuv",
      CONSENT_DATABASE: "embedded",
    };
    await expect(start(production, developmentSecret)).rejects.toThrow(
      "CONSENT_DEVELOPMENT_SECRET cannot be set in production.",
    );
    await expect(start({}, developmentSecret, "0.0.0.0")).rejects.toThrow("loopback");
    await expect(start({ CONSENT_HOST: "192.168.0.2" }, developmentSecret)).rejects.toThrow("loopback");
    await expect(start({}, "short")).rejects.toThrow("cannot be guessed");
  });
});
