import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Backend, startBackend } from "./service.test-data.ts";
import { type RunningProgram, sampleEnvironment, startProgram } from "./program.test-data.ts";
import { createProject, type Project, readSample } from "./sample.test-data.ts";

const programs = ["sign-up.express.ts", "log-in.express.ts", "anonymous.express.ts", "channels.express.ts"] as const;
const someText: unknown = expect.any(String);
const uuidForm: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/u);

let backend: Backend;
let project: Project;
beforeAll(async () => {
  project = createProject(Object.fromEntries(programs.map((name) => [name, readSample(name)])));
  backend = await startBackend();
});
afterAll(async () => {
  project.remove();
  await backend.close();
});

/** Runs a program for the tests of one `describe`; answers a way to post to it. */
function running(name: (typeof programs)[number], changed: NodeJS.ProcessEnv = {}) {
  let program: RunningProgram;
  beforeAll(async () => {
    program = await startProgram(project, name, { ...sampleEnvironment(backend.service), ...changed });
  });
  afterAll(() => program.stop());
  return async (path: string, body: object) => {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(`${program.origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    const answer: unknown = await response.json();
    return { status: response.status, body: answer };
  };
}

function member(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, name) => (typeof found === "object" && found !== null ? Reflect.get(found, name) : undefined),
    value,
  );
}

const tokens = { token: someText, refresh_token: someText };

describe.each([
  ["sign-up.express.ts", "/api/consent/temp-token", "/api/register", "temp_id"],
  ["anonymous.express.ts", "/api/consent/anonymous-token", "/api/register-with-anonymous", "anonymous_id"],
] as const)("the published %s, unchanged, with our backend", (name, tokenPath, registerPath, field) => {
  const post = running(name);

  it("answers tokens for a temporary id, and 400 without one [W68] [W70]", async () => {
    expect(await post(tokenPath, { [field]: `${name}_1` })).toEqual({ status: 200, body: tokens });
    expect(await backend.decidedAs(`${name}_1`)).toBeUndefined();
    expect(await post(tokenPath, {})).toEqual({ status: 400, body: { error: `${field} is required` } });
  });

  it("registers a person whose consent counts for the account from then on [W68] [W70] [I-N6]", async () => {
    const visitor = `${name}_2`;
    const issued = await post(tokenPath, { [field]: visitor });
    await backend.decide(member(issued.body, "token"));
    const email = `${name}@example.org`;
    const details = { email, password: "correct horse", name: "Asha Rao", [field]: visitor };
    const registered = await post(registerPath, details);
    const user = { id: expect.stringMatching(/^user_\d+$/u), email, name: "Asha Rao" };
    expect(registered).toEqual({ status: 200, body: { user, ...tokens } });
    const id = String(member(registered.body, "user", "id"));
    expect(await backend.decidedAs(id)).toEqual([visitor]);
    const accessToken = String(member(registered.body, "token"));
    expect(await backend.consent.notices.read(backend.noticeId, { accessToken })).toMatchObject({ mayProceed: true });
  });
});

describe("the published log-in.express.ts, unchanged, with our backend", () => {
  const post = running("log-in.express.ts");

  it("answers the user with tokens, under which a consent is recorded and then stands [W69]", async () => {
    const credentials = { email: "john@example.org", password: "secret" };
    const first = await post("/api/login", credentials);
    const user = { id: "user_123", email: credentials.email, name: "John Doe" };
    expect(first).toEqual({ status: 200, body: { user, ...tokens } });
    const ask = (answer: { readonly body: unknown }) =>
      backend.consent.notices.read(backend.noticeId, {
        accessToken: String(member(answer.body, "token")),
        validateAgainst: "required",
      });
    expect(await ask(first)).toMatchObject({ mayProceed: false });
    await backend.decide(member(first.body, "token"));
    expect(await ask(await post("/api/login", credentials))).toMatchObject({ mayProceed: true });
    expect(await backend.decidedAs("user_123")).toEqual(["user_123"]);
  });
});

describe("the published log-in.express.ts with a key that is not ours", () => {
  const post = running("log-in.express.ts", { CMS_API_KEY: "cms_wrong" });

  it("answers its own 500, since the backend refuses the key [W67]", async () => {
    const answer = await post("/api/login", { email: "john@example.org", password: "secret" });
    expect(answer).toEqual({ status: 500, body: { error: "Login failed" } });
  });
});

describe("the published channels.express.ts, unchanged, with our backend", () => {
  const post = running("channels.express.ts");
  const noLists = { primary_user_uuid: uuidForm, linked: [], already_linked: [], not_found: [], conflicts: [] };

  it("consolidates e-mail and phone, and once more without harm [W71]", async () => {
    const [email, phone] = ["web@example.org", "+919800000021"];
    await backend.decideAs({ email });
    await backend.decideAs({ mobile: phone });
    const customer = { user_id: "customer_1", email, phone };
    const linked = { success: true, link_result: { ...noLists, linked: [email, phone] } };
    expect(await post("/api/consolidate-user", customer)).toEqual({ status: 200, body: linked });
    const again = { success: true, link_result: { ...noLists, already_linked: [email, phone] } };
    expect(await post("/api/consolidate-user", customer)).toEqual({ status: 200, body: again });
    expect(await backend.decidedAs("customer_1")).toHaveLength(1);
  });

  it("says which contact is another person's [W71]", async () => {
    const email = "held@example.org";
    await backend.decideAs({ email });
    await backend.consent.consolidateUser({ orgUserId: "customer_2", aliases: [email] });
    const conflicts = [{ org_user_id: email, existing_primary_org_user_id: "customer_2" }];
    const other = await post("/api/consolidate-user", { user_id: "customer_3", email });
    expect(other).toMatchObject({ status: 200, body: { link_result: { linked: [], conflicts } } });
  });

  it("fails where the contact is another account's own, since it takes every 409 for its own user [W61]", async () => {
    const email = "account@example.org";
    await backend.consent.users.create({ org_user_id: "customer_5", primary_email: email });
    const answer = await post("/api/consolidate-user", { user_id: "customer_6", email });
    expect(answer).toEqual({ status: 500, body: { error: "Failed to consolidate user" } });
    expect(await backend.decidedAs("customer_6")).toBeUndefined();
  });

  it("answers null for a person without contacts [W71]", async () => {
    const answer = await post("/api/consolidate-user", { user_id: "customer_4" });
    expect(answer).toEqual({ status: 200, body: { success: true, link_result: null } });
  });
});
