import { aSubmission } from "@notice-consent/testing";
import { startLiveService, type LiveService } from "@notice-consent/testing/live";
import { noticeDetail, type Notice } from "@notice-consent/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createConsentServer } from "./consent-server.ts";

// Paths and headers stand here as the published samples write them, so that nothing of ours can agree with itself.
let service: LiveService;
let notice: Notice;

beforeAll(async () => {
  service = await startLiveService();
  const { body } = await ask("GET", `${open()}/notices/get-notice/${noticeUuid("Shop sign-up")}`);
  const read = await noticeDetail["~standard"].validate(body["detail"]);
  if (read.issues !== undefined) throw new Error("The seeded notice cannot be read.");
  notice = read.value;
}, 60_000);
afterAll(() => service.close());

const workspace = (): string => `organisations/${service.organisationUuid}/workspaces/${service.workspaceUuid}`;
const open = (): string => `${service.baseUrl}/public/${workspace()}`;
const users = (): string => `${service.baseUrl}/${workspace()}/consent-ledger/consent-users`;
const withKey = (): Record<string, string> => ({ "X-CMS-API-Key": service.apiKey });
const uuidForm: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);
const dateForm: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
const someText: unknown = expect.any(String);

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const init: RequestInit = { method, headers: { "Content-Type": "application/json", ...headers } };
  if (body !== undefined) init.body = JSON.stringify(body);
  const answer = await fetch(url, init);
  return { status: answer.status, body: await answer.json() };
}

function noticeUuid(name: string): string {
  return service.notices.find((seeded) => seeded.name === name)?.uuid ?? "";
}

async function tokenFor(identifiers: Record<string, string>): Promise<string> {
  const { body } = await ask("POST", `${open()}/tokens/generate`, identifiers, withKey());
  return tokenOf(body);
}

function tokenOf(body: Answer["body"]): string {
  const { detail } = body;
  return typeof detail === "object" && detail !== null && "token" in detail ? String(detail.token) : "";
}

/** What the person's browser posts after "accept". */
function accept(token: string): Promise<Answer> {
  return ask("POST", `${open()}/submit-consent`, aSubmission(notice), { Authorization: `Bearer ${token}` });
}

describe("the sign-up flow of the samples, over plain HTTP", () => {
  it("answers each step with the documented status and body, from temporary token to a consent that counts [W68]", async () => {
    const [temporary, userId, email] = ["temp_2f0d1c1a", "user_1700000000001", "asha.rao@example.org"];

    // 1. A token for the temporary id; no user comes of it.
    const temporaryTokens = await ask("POST", `${open()}/tokens/generate`, { org_user_id: temporary }, withKey());
    expect(temporaryTokens).toEqual({
      status: 200,
      body: { detail: { token: someText, refresh_token: someText, expires_at: dateForm } },
    });
    const nobody = await ask("GET", `${users()}/by-org-user-id/${temporary}`, undefined, withKey());
    expect(nobody).toMatchObject({ status: 404, body: { message: "User not found" } });

    // 2. The browser records the consent; now there is a user.
    expect((await accept(tokenOf(temporaryTokens.body))).status).toBe(201);
    const consenting = await ask("GET", `${users()}/by-org-user-id/${temporary}`, undefined, withKey());
    expect(consenting).toMatchObject({
      status: 200,
      body: { detail: { org_user_id: temporary, org_user_id_type: "UCID" } },
    });

    // 3. The primary user.
    const created = await ask(
      "POST",
      `${users()}/`,
      { org_user_id: userId, primary_email: email, name: "Asha Rao" },
      withKey(),
    );
    expect(created).toEqual({
      status: 201,
      body: {
        detail: {
          uuid: uuidForm,
          organisation_uuid: service.organisationUuid,
          workspace_uuid: service.workspaceUuid,
          org_user_id: userId,
          org_user_id_type: "UCID",
          primary_email: email,
          primary_mobile: null,
          name: "Asha Rao",
          metadata: {},
          created_at: dateForm,
          updated_at: dateForm,
        },
      },
    });

    // 4. The link.
    const link = { primary_org_user_id: userId, alias_org_user_ids: [temporary] };
    const linked = await ask("POST", `${users()}/link-users`, link, withKey());
    const result = { primary_user_uuid: uuidForm, already_linked: [], not_found: [], conflicts: [] };
    expect(linked).toEqual({ status: 200, body: { detail: { ...result, linked: [temporary] } } });

    // 5. New tokens, under which nothing is left to ask.
    const tokens = await ask("POST", `${open()}/tokens/generate`, { org_user_id: userId, email }, withKey());
    expect(tokens.status).toBe(200);
    const read = await ask("GET", `${open()}/notices/${notice.uuid}?validate_against=all`, undefined, {
      Authorization: `Bearer ${tokenOf(tokens.body)}`,
    });
    expect(read).toMatchObject({ status: 409, body: { detail: { error_code: "CONSENT_ALREADY_PROVIDED" } } });
  });

  it("answers a repeated create with 409 and the existing user, and a repeated link with already_linked", async () => {
    const [temporary, userId] = ["temp_again", "user_again"];
    await accept(await tokenFor({ org_user_id: temporary }));
    const first = await ask("POST", `${users()}/`, { org_user_id: userId }, withKey());
    const second = await ask("POST", `${users()}/`, { org_user_id: userId }, withKey());
    expect(second).toMatchObject({
      status: 409,
      body: { detail: { conflict_type: "ORG_USER_ID_EXISTS", message: someText, existing_user: first.body["detail"] } },
    });
    const link = { primary_org_user_id: userId, alias_org_user_ids: [temporary, "temp_never_seen"] };
    await ask("POST", `${users()}/link-users`, link, withKey());
    const again = await ask("POST", `${users()}/link-users`, link, withKey());
    expect(again).toMatchObject({
      status: 200,
      body: { detail: { linked: [], already_linked: [temporary], not_found: ["temp_never_seen"], conflicts: [] } },
    });
  });

  it("answers an unknown primary with 404 {message} and an alias as primary with 422 {message} [W65]", async () => {
    await accept(await tokenFor({ org_user_id: "temp_alias" }));
    await ask("POST", `${users()}/`, { org_user_id: "user_primary" }, withKey());
    const link = (primary: string) =>
      ask(
        "POST",
        `${users()}/link-users`,
        { primary_org_user_id: primary, alias_org_user_ids: ["temp_alias"] },
        withKey(),
      );
    expect(await link("user_unknown")).toMatchObject({ status: 404, body: { message: someText } });
    await link("user_primary");
    expect(await link("temp_alias")).toMatchObject({ status: 422, body: { message: someText } });
  });

  it("changes the fields that are sent, merges metadata, and answers a taken id with 409 {message} [W63]", async () => {
    const metadata = { account_type: "premium", signup_source: "web" };
    const created = await ask("POST", `${users()}/`, { org_user_id: "user_patch", metadata }, withKey());
    await ask("POST", `${users()}/`, { org_user_id: "user_taken" }, withKey());
    const { detail } = created.body;
    const uuid = typeof detail === "object" && detail !== null && "uuid" in detail ? String(detail.uuid) : "";
    const changes = { name: "Asha Updated", metadata: { account_type: "enterprise" } };
    expect(await ask("PATCH", `${users()}/${uuid}`, changes, withKey())).toMatchObject({
      status: 200,
      body: { detail: { uuid, name: "Asha Updated", metadata: { account_type: "enterprise", signup_source: "web" } } },
    });
    const taken = await ask("PATCH", `${users()}/${uuid}`, { org_user_id: "user_taken" }, withKey());
    expect(taken).toMatchObject({ status: 409, body: { message: someText } });
    expect(await ask("GET", `${users()}/${uuid}`, undefined, withKey())).toMatchObject({
      status: 200,
      body: { detail: { uuid } },
    });
  });

  it("refuses every step without the key, and with the token of a person [W67]", async () => {
    const token = await tokenFor({ org_user_id: "user_no_key" });
    for (const headers of [{}, { "X-CMS-API-Key": "wrong" }, { Authorization: `Bearer ${token}` }]) {
      const answers = await Promise.all([
        ask("POST", `${open()}/tokens/generate`, { org_user_id: "user_x" }, headers),
        ask("POST", `${users()}/`, { org_user_id: "user_x" }, headers),
        ask(
          "POST",
          `${users()}/link-users`,
          { primary_org_user_id: "user_x", alias_org_user_ids: ["user_y"] },
          headers,
        ),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    }
  });
});

describe("the same flow through this package", () => {
  it("ends alike against the real backend, also when every step is taken twice", async () => {
    const { apiKey, baseUrl, organisationUuid, workspaceUuid } = service;
    const consent = createConsentServer({ apiKey, baseUrl, organisationUuid, workspaceUuid });
    const { token } = await consent.tokens.generate({ org_user_id: "temp_package" });
    expect((await accept(token)).status).toBe(201);
    const steps = async () => [
      await consent.users.create({ org_user_id: "user_package", primary_email: "package@example.org" }),
      await consent.users.link({ primary_org_user_id: "user_package", alias_org_user_ids: ["temp_package"] }),
    ];
    expect(await steps()).toMatchObject([
      { status: "created" },
      { status: "linked", result: { linked: ["temp_package"] } },
    ]);
    expect(await steps()).toMatchObject([
      { status: "conflict", type: "ORG_USER_ID_EXISTS" },
      { status: "linked", result: { already_linked: ["temp_package"] } },
    ]);
    const user = await consent.users.getByOrgUserId("user_package");
    expect(await consent.users.get(user?.uuid ?? "")).toEqual(user);
    expect(await consent.users.update(user?.uuid ?? "", { name: "Asha" })).toMatchObject({
      status: "updated",
      user: { name: "Asha" },
    });
    const pair = await consent.tokens.generate({ org_user_id: "user_package" });
    const next = await consent.tokens.refresh(pair.refresh_token ?? "");
    expect(next.refresh_token).not.toBe(pair.refresh_token);
    await expect(consent.tokens.refresh("never-issued")).rejects.toMatchObject({ code: "REFRESH_INVALID" });
  });
});
