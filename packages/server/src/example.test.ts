import { createConsentServer, createTemporaryIdentity } from "@notice-consent/server";
import { aSubmission, createFixtureService } from "@notice-consent/testing";
import { expect, it } from "vitest";

// In your backend these five come from the environment, and `fetch` is left out.
const service = createFixtureService();
const { apiKey, baseUrl, organisationUuid, workspaceUuid, fetch } = service;
const consent = createConsentServer({ apiKey, baseUrl, organisationUuid, workspaceUuid, fetch });
const visitor = createTemporaryIdentity({ secret: "at least 32 random characters, made once" });
const [notice] = service.notices;

/** POST /api/consent/temp-token: tokens for the visitor, whom this server names. */
async function temporaryToken(request: Request): Promise<Response> {
  const { id, setCookie, isDue } = await visitor.ensure(request);
  const { token, refresh_token } = await consent.tokens.generate({ org_user_id: id });
  // Not on every answer: one that comes late would bring back an id that was forgotten meanwhile.
  const kept = isDue ? { "Set-Cookie": setCookie } : {};
  return Response.json({ token, refresh_token }, { headers: { ...kept, "Cache-Control": "no-store" } });
}

/** POST /api/register: the account's consent user, with the visitor's consent linked to it. */
async function register(request: Request, account: { id: string; name: string }): Promise<Response> {
  const temporaryId = await visitor.read(request);
  if (temporaryId === undefined) return Response.json({ error: "Consent comes first." }, { status: 403 });
  // A cookie is no consent: the service says whether this visitor has decided, and a failure to ask rejects.
  const question = { person: { org_user_id: temporaryId }, validateAgainst: "required" } as const;
  const { mayProceed } = await consent.notices.read(notice?.uuid ?? "", question);
  if (!mayProceed) return Response.json({ error: "Consent comes first." }, { status: 403 });
  // Without the address: nobody has proven it yet.
  const created = await consent.users.create({ org_user_id: account.id, name: account.name });
  const isThere = created.status === "created" || created.user.org_user_id === account.id;
  if (!isThere) return Response.json({ error: "This id belongs to another account." }, { status: 409 });
  const linked = await consent.users.link({ primary_org_user_id: account.id, alias_org_user_ids: [temporaryId] });
  if (linked.status !== "linked") throw new Error(`Linking ended as ${linked.status}.`);
  const headers = { "Set-Cookie": visitor.forget(), "Cache-Control": "no-store" };
  const { linked: now, already_linked: before } = linked.result;
  // The visitor is another account's by now, on whose consent no second one opens: take yours back, if it is there.
  const isOurs = [...now, ...before].includes(temporaryId);
  if (!isOurs) return Response.json({ error: "Consent comes first." }, { status: 403, headers });
  const { token } = await consent.tokens.generate({ org_user_id: account.id });
  return Response.json({ token }, { headers });
}

it("signs up who has consented, under an identity that the browser can neither name nor change", async () => {
  const issued = await temporaryToken(new Request("https://shop.example/api/consent/temp-token", { method: "POST" }));
  const cookie = issued.headers.get("Set-Cookie")?.split(";")[0] ?? "";
  const signUp = (id: string, shown = cookie) =>
    register(new Request("https://shop.example/api/register", { headers: { cookie: shown } }), { id, name: "Asha" });
  expect((await signUp("user_1")).status).toBe(403);
  expect(await consent.users.getByOrgUserId("user_1")).toBeUndefined();

  // The page does this, with the token that it was given.
  const { token }: { token: string } = await issued.json();
  const page = `${baseUrl}/public/organisations/${organisationUuid}/workspaces/${workspaceUuid}/submit-consent`;
  const headers = { authorization: `Bearer ${token}` };
  await fetch(page, { method: "POST", headers, body: JSON.stringify(notice && aSubmission(notice)) });
  expect((await signUp("user_1")).status).toBe(200);
  expect((await signUp("user_1")).status).toBe(200);

  expect((await signUp("user_2")).status).toBe(403);
  expect((await signUp("user_3", `${cookie}x`)).status).toBe(403);
});
