import { createServer, type AddressInfo, connect } from "node:net";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoNotices, demoOrganisationUuid, demoWorkspaceUuid } from "./seed/index.ts";
import { type RunningBackend, startBackend } from "./serve.ts";

const environment = {};

async function call(
  backend: RunningBackend,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${backend.url}${path}`, init);
  return { status: response.status, body: await response.json() };
}

const scope = `organisations/${demoOrganisationUuid}/workspaces/${demoWorkspaceUuid}`;

describe("a running backend", () => {
  let backend: RunningBackend;
  beforeAll(async () => {
    backend = await startBackend({ port: 0, data: "memory", environment });
  });
  afterAll(() => backend.close());

  it("answers over HTTP with the demo's notices, in full", async () => {
    expect(backend.notices).toEqual(demoNotices.map(({ uuid, name }) => ({ uuid, name })));
    for (const { uuid, content } of demoNotices) {
      const { status, body } = await call(backend, `/public/${scope}/notices/get-notice/${uuid}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        detail: { active_config: { purposes: content.purposes.map((purpose) => ({ uuid: purpose.uuid })) } },
      });
    }
  });

  it("goes through the sign-up of the server-side flow: token, user, link, new token [W7, W60, W65]", async () => {
    const headers = { "X-CMS-API-Key": backend.cmsApiKey, "Content-Type": "application/json" };
    const post = (path: string, body: object) =>
      call(backend, path, { method: "POST", headers, body: JSON.stringify(body) });
    const temporary = await post(`/public/${scope}/tokens/generate`, { org_user_id: "temp_1" });
    expect(temporary).toMatchObject({
      status: 200,
      body: { detail: { token: expect.any(String) as string, refresh_token: expect.any(String) as string } },
    });
    const created = await post(`/${scope}/consent-ledger/consent-users/`, {
      org_user_id: "user_1",
      primary_email: "user1@example.org",
      name: "User One",
    });
    expect(created).toMatchObject({ status: 201, body: { detail: { org_user_id: "user_1" } } });
    const linked = await post(`/${scope}/consent-ledger/consent-users/link-users`, {
      primary_org_user_id: "user_1",
      alias_org_user_ids: ["temp_1"],
    });
    expect(linked).toMatchObject({ status: 200, body: { detail: { linked: [], not_found: ["temp_1"] } } });
    const final = await post(`/public/${scope}/tokens/generate`, { org_user_id: "user_1", email: "user1@example.org" });
    expect(final.status).toBe(200);
  });

  it("is ready and healthy", async () => {
    const origin = new URL(backend.url).origin;
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    expect((await fetch(`${origin}/ready`)).status).toBe(200);
  });

  it("refuses an endless body without reading it to the end [R-G5]", async () => {
    const { port } = new URL(backend.url);
    const socket = connect(Number(port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(
      `POST /consent/public/${scope}/tokens/refresh HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
    socket.on("error", () => undefined);
    const feed = setInterval(() => socket.write(chunk), 5);
    const [answer] = (await once(socket, "data")) as [Buffer];
    clearInterval(feed);
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe("the admin port", () => {
  it("has metrics, health and readiness, which the API's port has but for the metrics [SEC-B23]", async () => {
    const backend = await startBackend({ port: 0, data: "memory", environment: { CONSENT_ADMIN_PORT: "0" } });
    await call(backend, `/public/${scope}/notices/get-notice/${demoNotices[1]?.uuid}`);
    await call(backend, "/somewhere/canary-id");
    const metrics = await fetch(`${backend.adminUrl}/metrics`);
    expect(metrics.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    const text = await metrics.text();
    expect(text).toMatch(/consent_http_requests_total\{method="GET",route="[^"]*:notice_uuid",status="200"\} 1/);
    expect(text).not.toMatch(/canary-id|[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect((await fetch(`${backend.adminUrl}/health`)).status).toBe(200);
    expect((await fetch(`${backend.adminUrl}/ready`)).status).toBe(200);
    const origin = new URL(backend.url).origin;
    expect((await fetch(`${origin}/metrics`)).status).toBe(404);
    expect((await fetch(`${backend.adminUrl}/consent/public`)).status).toBe(404);
    await backend.close();
    await expect(fetch(`${backend.adminUrl}/health`)).rejects.toThrow();
  });

  it("that is taken keeps the backend from starting, and leaves nothing behind", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const starting = startBackend({ port: 0, data: "memory", environment: { CONSENT_ADMIN_PORT: String(port) } });
    await expect(starting).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
    taken.close();
  });
});

describe("starting a backend", () => {
  it("says so when its port is taken, and leaves nothing behind", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    await expect(startBackend({ port, data: "memory", environment })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken`,
    );
    taken.close();
  });

  it("refuses weak settings, naming all of them [SEC-B24]", async () => {
    const starting = startBackend({ port: 0, data: "memory", environment: { NODE_ENV: "production" } });
    await expect(starting).rejects.toThrow(/CONSENT_SECRET[\s\S]*DATABASE_URL/);
  });

  it("keeps its key, its tokens and its notices' versions over a restart", async () => {
    const data = mkdtempSync(join(tmpdir(), "consent-serve-"));
    try {
      const first = await startBackend({ port: 0, data, environment });
      const headers = { "X-CMS-API-Key": first.cmsApiKey, "Content-Type": "application/json" };
      const body = JSON.stringify({ org_user_id: "restarted" });
      const generated = await call(first, `/public/${scope}/tokens/generate`, { method: "POST", headers, body });
      await first.close();
      const second = await startBackend({ port: 0, data, environment });
      expect(second.cmsApiKey).toBe(first.cmsApiKey);
      expect(second.usersApi).toEqual(first.usersApi);
      const { token } = (generated.body as { detail: { token: string } }).detail;
      const path = `/public/${scope}/notices/${demoNotices[1]?.uuid}`;
      const read = await call(second, path, { headers: { Authorization: `Bearer ${token}` } });
      expect(read).toMatchObject({ status: 200, body: { detail: { active_config: { version: 1 } } } });
      await second.close();
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  });

  it("has no notices when it is not to be seeded", async () => {
    const backend = await startBackend({ port: 0, data: "memory", seed: false, environment });
    expect(backend.notices).toEqual([]);
    await backend.close();
  });
});

describe("stopping a backend", () => {
  it("is not ready from the first moment, stays alive, and sends clients elsewhere [R-G6, SEC-B23]", async () => {
    const backend = await startBackend({ port: 0, data: "memory", environment: { CONSENT_STOP_DELAY_SECONDS: "3" } });
    const origin = new URL(backend.url).origin;
    expect((await fetch(`${origin}/ready`)).status).toBe(200);
    const closed = backend.close();
    const [ready, read, health] = await Promise.all([
      fetch(`${origin}/ready`),
      fetch(`${backend.url}/public/${scope}/notices/get-notice/${demoNotices[1]?.uuid}`),
      fetch(`${origin}/health`),
    ]);
    expect([ready.status, ready.headers.get("retry-after"), ready.headers.get("connection")]).toEqual([
      503,
      "1",
      "close",
    ]);
    expect([read.status, read.headers.get("connection")]).toEqual([200, "close"]);
    expect(health.status).toBe(200);
    await closed;
    await expect(fetch(`${origin}/health`)).rejects.toThrow();
  });

  it("finishes what is running and takes nothing new [R-G6]", async () => {
    const backend = await startBackend({ port: 0, data: "memory", environment });
    const running = fetch(`${backend.url}/public/${scope}/notices/get-notice/${demoNotices[2]?.uuid}`);
    const other = connect(Number(new URL(backend.url).port), "127.0.0.1");
    other.on("error", () => undefined);
    await once(other, "connect");
    const start = performance.now();
    const closed = backend.close();
    expect((await running).status).toBe(200);
    await closed;
    expect(performance.now() - start).toBeLessThan(3000);
    other.destroy();
    await expect(fetch(`${backend.url}/.well-known/jwks.json`)).rejects.toThrow();
  });
});
