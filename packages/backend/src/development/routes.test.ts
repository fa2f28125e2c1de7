import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { persons } from "../db/schema.ts";
import { verifyLedger } from "../ledger/verify.ts";
import { createTestBackend, field, rows, type TestBackend } from "../test-backend.test-data.ts";

const secret = "a secret of the development routes 0123456789";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ developmentSecret: secret });
});
beforeEach(async () => {
  await ask("DELETE", "/faults");
  await ask("DELETE", "/exchanges");
});
afterAll(() => backend.close());

/** Calls a development route. */
async function ask(method: string, path: string, body?: object, given: string | undefined = secret) {
  const response = await backend.app.request(`/development${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
    headers: given === undefined ? {} : { "X-Development-Secret": given },
  });
  const answer = (await response.json()) as { detail?: unknown; error_code?: string };
  return { status: response.status, body: answer };
}
const arm = (fault: object) => ask("POST", "/faults", fault);
const codeIn = (body: unknown) => /"error_code":"(\w+)"/.exec(JSON.stringify(body))?.[1];
const exchanges = async () =>
  ((await ask("GET", "/exchanges")).body.detail as { exchanges: Record<string, unknown>[] }).exchanges;
const workspace = (rest: string) => `/workspaces/${backend.home.address.workspaceUuid}${rest}`;
const move = (body: object) => ask("POST", workspace("/time"), body);
const ledgerOf = (orgUserId: string) => ask("POST", workspace("/ledger"), { org_user_id: orgUserId });

async function consent(orgUserId: string) {
  const answer = await backend.generate({ org_user_id: orgUserId });
  const token = field(answer.body, "detail", "token");
  const submitted = await backend.submit(token, rows(true, true));
  expect(submitted.status).toBe(201);
  return { token, refreshToken: field(answer.body, "detail", "refresh_token") };
}

describe("the development routes", () => {
  it("are not there unless a secret mounts them", async () => {
    const plain = await createTestBackend();
    for (const [method, path] of [
      ["GET", "/development/exchanges"],
      ["POST", "/development/faults"],
    ] as const) {
      const headers = { "X-Development-Secret": secret };
      expect((await plain.app.request(path, { method, headers })).status).toBe(404);
    }
    await plain.close();
  });

  it.each([
    ["GET", "/exchanges"],
    ["DELETE", "/exchanges"],
    ["GET", "/faults"],
    ["POST", "/faults"],
    ["DELETE", "/faults"],
    ["POST", "/workspaces/x/time"],
    ["POST", "/workspaces/x/ledger"],
    ["GET", "/anything"],
  ])("refuse %s %s without their own secret, an API key included", async (method, path) => {
    for (const given of ["", "another secret of the development routes 01", backend.home.apiKey]) {
      expect((await ask(method, path, undefined, given)).status).toBe(401);
    }
    const response = await backend.app.request(`/development${path}`, {
      method,
      headers: { "X-CMS-API-Key": backend.home.apiKey },
    });
    expect(response.status).toBe(401);
  });

  it("stand in no document of the API, and give pages of other origins nothing", async () => {
    const document = await (await backend.app.request("/openapi.json")).text();
    expect(document).not.toContain("development");
    const response = await backend.app.request("/development/exchanges", {
      headers: { "X-Development-Secret": secret, Origin: "http://127.0.0.1:3000" },
    });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  it.each([
    [{ kind: "earthquake" }, "kind"],
    [{ kind: "answer", status: 404 }, "status"],
    [{ kind: "answer", status: 409, error_code: "INTERNAL" }, "error_code"],
    [{ kind: "latency", ms: 1e9 }, "ms"],
    [{ kind: "refused", times: 0 }, "times"],
    [{ kind: "refused", endpoint: "tokens.steal" }, "endpoint"],
    [{ kind: "refused", caller: "anyone" }, "caller"],
  ])("refuse the fault %j", async (fault, path) => {
    expect(await arm(fault)).toMatchObject({ status: 422, body: { detail: { fields: [{ path }] } } });
    expect((await ask("GET", "/faults")).body.detail).toEqual({ faults: [] });
  });
});

describe("an injected answer", () => {
  it.each([
    [{ status: 401 }, 401, "UNAUTHORIZED"],
    [{ status: 409 }, 409, "CONFLICT"],
    [{ status: 409, error_code: "IDEMPOTENCY_IN_PROGRESS" }, 409, "IDEMPOTENCY_IN_PROGRESS"],
    [{ status: 429 }, 429, "RATE_LIMITED"],
    [{ status: 500 }, 500, "INTERNAL"],
    [{ status: 503 }, 503, "SERVICE_UNAVAILABLE"],
  ])("%j is given once, and nothing is done", async (fault, status, code) => {
    await arm({ kind: "answer", endpoint: "users.create", ...fault });
    const body = { org_user_id: `user_${status}_${code}` };
    // A fault may answer what the endpoint never would, so the declared errors are not asked for here.
    const struck = await backend.app.request(`${backend.usersPath}/`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "X-CMS-API-Key": backend.home.apiKey },
    });
    expect([struck.status, codeIn(await struck.json())]).toEqual([status, code]);
    expect((await backend.createUser(body)).status).toBe(201);
  });

  it("says to a person's page that the token has expired, and how long to wait", async () => {
    const token = await backend.tokenFor({ org_user_id: "reader" });
    await arm({ kind: "answer", status: 401, endpoint: "notices.read" });
    await arm({ kind: "answer", status: 429, endpoint: "notices.read", retry_after_seconds: 7 });
    const expired = await backend.read(token);
    expect([expired.status, codeIn(expired.body)]).toEqual([401, "TOKEN_EXPIRED"]);
    const limited = await backend.read(token);
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "7"]);
    expect((await backend.read(token)).status).toBe(200);
  });

  it("is for as many calls as asked, of the caller that was named, and can be lifted", async () => {
    const token = await backend.tokenFor({ org_user_id: "counted" });
    await arm({ kind: "answer", status: 500, caller: "browser", times: 2 });
    expect((await backend.createUser({ org_user_id: "unharmed" })).status).toBe(201);
    expect([(await backend.read(token)).status, (await backend.read(token)).status]).toEqual([500, 500]);
    expect((await backend.read(token)).status).toBe(200);
    const { id } = (await arm({ kind: "answer", status: 500 })).body.detail as { id: number };
    await ask("DELETE", `/faults/${id}`);
    expect((await backend.read(token)).status).toBe(200);
  });

  it("comes late where latency is asked for, and the call is carried out", async () => {
    const token = await backend.tokenFor({ org_user_id: "patient" });
    await arm({ kind: "latency", ms: 300, endpoint: "notices.read" });
    expect((await backend.read(token)).status).toBe(200);
    const [read] = (await exchanges()).filter(({ endpoint }) => endpoint === "notices.read");
    expect(read).toMatchObject({ fault: "latency", status: 200 });
    expect(read?.["duration_ms"]).toBeGreaterThanOrEqual(299);
  });
});

describe("time", () => {
  it("ends the access tokens of one person, whichever of their ids they were made for, until they refresh", async () => {
    const { token, refreshToken } = await consent("expiring");
    const other = await backend.tokenFor({ org_user_id: "other" });
    await backend.createUser({ org_user_id: "expiring-primary" });
    await backend.link("expiring-primary", ["expiring"]);
    expect((await move({ move: "expire-access-tokens", org_user_id: "expiring-primary" })).status).toBe(200);
    const expired = await backend.read(token);
    expect([expired.status, codeIn(expired.body)]).toEqual([401, "TOKEN_EXPIRED"]);
    expect((await backend.read(other)).status).toBe(200);
    const renewed = await backend.refresh(refreshToken);
    // The person has decided everything, so the read has nothing to ask.
    expect((await backend.read(field(renewed.body, "detail", "token"))).status).toBe(409);
    expect((await backend.read(token)).status).toBe(401);
  });

  it.each([{ org_user_id: "undecided" }, { email: "undecided@example.org" }, { mobile: "+919000000001" }])(
    "ends them before the person has decided anything: %o",
    async (person) => {
      const token = await backend.tokenFor(person);
      await move({ move: "expire-access-tokens", org_user_id: Object.values(person)[0] });
      expect((await backend.read(token)).status).toBe(401);
      expect((await backend.read(await backend.tokenFor(person))).status).toBe(200);
    },
  );

  it("brings a consent to its end, as an event of the ledger, and the notice asks again", async () => {
    const { token } = await consent("lapsing");
    expect((await backend.read(token)).status).toBe(409);
    expect(await move({ move: "expire-consent", org_user_id: "lapsing" })).toMatchObject({
      status: 200,
      body: { detail: { grants: 2 } },
    });
    expect((await backend.read(token, "?validate_against=required")).status).toBe(200);
    const ledger = (await ledgerOf("lapsing")).body.detail;
    expect(ledger).toMatchObject({
      identities: [{ chain: { status: "intact", length: 2 }, events: [{ kind: "decision" }, { kind: "expired" }] }],
      grants: [{ status: "EXPIRED" }, { status: "EXPIRED" }],
    });
    expect(await move({ move: "expire-consent", org_user_id: "lapsing" })).toMatchObject({
      body: { detail: { grants: 0 } },
    });
    expect(await verifyLedger(backend.database, backend.keys, () => undefined)).toMatchObject({ findings: 0 });
  });

  it("publishes a next version that asks for everything anew", async () => {
    const { token } = await consent("outdated");
    const asked = { move: "publish-version", notice_uuid: backend.home.noticeUuid };
    const first = (await move(asked)).body.detail as { version: number };
    expect((await backend.read(token)).body).toMatchObject({ detail: { active_config: { version: first.version } } });
    expect((await move(asked)).body.detail).toEqual({ version: first.version + 1 });
  });

  it("moves nothing for a person or a notice that is not the workspace's", async () => {
    expect((await move({ move: "expire-consent", org_user_id: "nobody" })).status).toBe(404);
    expect((await move({ move: "expire-consent" })).status).toBe(422);
    expect((await move({ move: "back" })).status).toBe(422);
    const foreign = { move: "publish-version", notice_uuid: backend.stranger.noticeUuid };
    expect((await move(foreign)).status).toBe(404);
    expect((await move({ move: "publish-version", notice_uuid: "not-a-uuid" })).status).toBe(404);
  });
});

describe("the log of exchanges", () => {
  it("shows who called what, in order, with every secret, token, contact and name of a person masked", async () => {
    const email = "asha.rao@example.org";
    const mobile = "+919876543210";
    const { token, refreshToken } = await consent("temp_seen");
    await backend.createUser({
      org_user_id: "user_seen",
      primary_email: email,
      primary_mobile: mobile,
      name: "Asha Rao",
    });
    await backend.link("user_seen", ["temp_seen", email, mobile]);
    await backend.refresh(refreshToken);
    await backend.send("GET", `${backend.usersPath}/by-org-user-id/${encodeURIComponent(email)}`, {
      key: backend.home.apiKey,
    });
    const seen = await exchanges();
    expect(seen.map(({ caller, endpoint, status }) => [caller, endpoint, status])).toEqual([
      ["backend", "tokens.generate", 200],
      ["browser", "consent.submit", 201],
      ["backend", "users.create", 201],
      ["backend", "users.link", 200],
      ["browser", "tokens.refresh", 200],
      ["backend", "users.getByOrgUserId", 404],
    ]);
    expect(seen[0]).toMatchObject({
      request: { org_user_id: "temp_seen" },
      response: { detail: { token: "•••", refresh_token: "•••" } },
    });
    const text = JSON.stringify(seen);
    for (const secretText of [
      token,
      refreshToken,
      email,
      "asha.rao",
      mobile,
      "9876543210",
      "Asha",
      backend.home.apiKey,
    ]) {
      expect(text).not.toContain(secretText);
    }
  });

  it("names the fault that struck, and forgets when it is told to", async () => {
    await arm({ kind: "answer", status: 500, endpoint: "users.create" });
    await backend.createUser({ org_user_id: "struck" });
    expect(await exchanges()).toMatchObject([{ endpoint: "users.create", fault: "answer", status: 500 }]);
    await ask("DELETE", "/exchanges");
    expect(await exchanges()).toEqual([]);
  });
});

describe("the ledger of a person", () => {
  it("says where its chain is broken", async () => {
    const fresh = await createTestBackend({ developmentSecret: secret });
    const token = await fresh.tokenFor({ org_user_id: "tampered" });
    await fresh.submit(token, rows(true, true));
    await fresh.submit(token, rows(true, false));
    await fresh.database.queries.update(persons).set({ chainHead: "another" });
    const response = await fresh.app.request(`/development/workspaces/${fresh.home.address.workspaceUuid}/ledger`, {
      method: "POST",
      body: JSON.stringify({ org_user_id: "tampered" }),
      headers: { "X-Development-Secret": secret },
    });
    expect(await response.json()).toMatchObject({
      detail: { identities: [{ chain: { status: "broken", position: 2, fault: "head-differs" } }] },
    });
    await fresh.close();
  });

  it("stands under every id of theirs, contacts masked", async () => {
    await consent("temp_reader");
    const token = await backend.tokenFor({ email: "reader@example.org" });
    await backend.submit(token, rows(true, false));
    await backend.createUser({ org_user_id: "user_reader" });
    await backend.link("user_reader", ["temp_reader", "reader@example.org"]);
    const ledgers = await Promise.all(["user_reader", "temp_reader", "reader@example.org"].map(ledgerOf));
    for (const { body } of ledgers) expect(body).toEqual(ledgers[0]?.body);
    expect(ledgers[0]?.body.detail).toMatchObject({
      identities: [
        { org_user_id: "user_reader", chain: { status: "intact" }, events: [{ kind: "link" }, { kind: "link" }] },
        { org_user_id: "temp_reader", chain: { status: "intact" }, events: [{ kind: "decision" }] },
        { org_user_id: "•••@•••", chain: { status: "intact" }, events: [{ kind: "decision" }] },
      ],
    });
    expect((await ledgerOf("nobody")).status).toBe(404);
  });
});
