import { createConsentHandler } from "@notice-consent/server";
import { createFixtureService } from "@notice-consent/testing";
import { expect, it } from "vitest";

// In your backend these five come from the environment, and the whole line is left out.
const { apiKey, baseUrl, organisationUuid, workspaceUuid, fetch, notices } = createFixtureService();
const service = { apiKey, baseUrl, organisationUuid, workspaceUuid, fetch, noticeId: notices[0]?.uuid };
const cookie = { secret: "at least 32 random characters, made once" };
const sessions = new Map<string, { readonly orgUserId: string }>();

/** Everything under /api/consent: token, refresh, status and link. */
const consent = createConsentHandler({
  ...service,
  cookie,
  identify: ({ headers }) => sessions.get(headers.get("x-session") ?? "") ?? null,
});

/** POST /api/login, once the password is right: the visitor's consent becomes the person's. */
async function logIn(request: Request, orgUserId: string): Promise<Response> {
  sessions.set("session-1", { orgUserId });
  const { setCookies } = await consent.link(request, { orgUserId });
  const headers = new Headers({ "Cache-Control": "no-store" });
  for (const value of setCookies) headers.append("Set-Cookie", value);
  return Response.json({ session: "session-1" }, { headers });
}

/** A page for those who have consented. Any failure rejects: nobody is let in by one. */
async function mayEnter(request: Request): Promise<boolean> {
  return (await consent.status(request, { validateAgainst: "required" })).mayProceed;
}

it("names a visitor by itself, whatever the browser says", async () => {
  const body = JSON.stringify({ anonymous_id: "somebody-else" });
  const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const answer = await consent(
    new Request("https://shop.example/api/consent/token", { method: "POST", headers, body }),
  );
  const [visitor = ""] = answer.headers.getSetCookie();
  expect([answer.status, visitor.startsWith("__Host-nc_anon=anon_")]).toEqual([200, true]);

  const request = new Request("https://shop.example/api/login", { headers: { cookie: visitor.split(";")[0] ?? "" } });
  expect((await logIn(request, "user_1")).status).toBe(200);
  expect(await mayEnter(new Request("https://shop.example/", { headers: { "x-session": "session-1" } }))).toBe(false);
});
