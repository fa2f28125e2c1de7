import { createConsentServer, createTemporaryIdentity } from "@notice-consent/server";
import { createFixtureService } from "@notice-consent/testing";
import { expect, it } from "vitest";

// In your backend these five come from the environment, and `fetch` is left out.
const { apiKey, baseUrl, organisationUuid, workspaceUuid, fetch } = createFixtureService();
const consent = createConsentServer({ apiKey, baseUrl, organisationUuid, workspaceUuid, fetch });
const visitor = createTemporaryIdentity({ secret: "at least 32 random characters, made once" });

/** POST /api/consent/temp-token: tokens for the visitor, whom this server names. */
async function temporaryToken(request: Request): Promise<Response> {
  const { id, setCookie, isDue } = await visitor.ensure(request);
  const { token, refresh_token } = await consent.tokens.generate({ org_user_id: id });
  // Not on every answer: one that comes late would bring back an id that was forgotten meanwhile.
  const kept = isDue ? { "Set-Cookie": setCookie } : {};
  return Response.json({ token, refresh_token }, { headers: { ...kept, "Cache-Control": "no-store" } });
}

/** POST /api/register: the account's consent user, with the visitor's consent linked to it. */
async function register(request: Request, account: { id: string; email: string }): Promise<Response> {
  const temporaryId = await visitor.read(request);
  if (temporaryId === undefined) return Response.json({ error: "Consent comes first." }, { status: 403 });
  const created = await consent.users.create({ org_user_id: account.id, primary_email: account.email });
  const isThere = created.status === "created" || created.type === "ORG_USER_ID_EXISTS";
  if (!isThere) return Response.json({ error: "This address belongs to another account." }, { status: 409 });
  const linked = await consent.users.link({ primary_org_user_id: account.id, alias_org_user_ids: [temporaryId] });
  if (linked.status !== "linked") throw new Error(`Linking ended as ${linked.status}.`);
  const { token } = await consent.tokens.generate({ org_user_id: account.id, email: account.email });
  return Response.json({ token }, { headers: { "Set-Cookie": visitor.forget(), "Cache-Control": "no-store" } });
}

it("signs a visitor up under an identity that the browser can neither name nor change", async () => {
  const issued = await temporaryToken(new Request("https://shop.example/api/consent/temp-token", { method: "POST" }));
  const cookie = issued.headers.get("Set-Cookie")?.split(";")[0] ?? "";
  const request = new Request("https://shop.example/api/register", { method: "POST", headers: { cookie } });
  expect((await register(request, { id: "user_1", email: "asha@example.org" })).status).toBe(200);

  const forged = new Request("https://shop.example/api/register", { headers: { cookie: `${cookie}x` } });
  expect((await register(forged, { id: "user_2", email: "ravi@example.org" })).status).toBe(403);
});
