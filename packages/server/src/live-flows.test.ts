import { aSubmission } from "@notice-consent/testing";
import { startLiveService, type LiveService } from "@notice-consent/testing/live";
import type { Notice } from "@notice-consent/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createConsentServer, type ConsentServer } from "./consent-server.ts";
import { createConsentHandler } from "./fetch-handler.ts";
import { memoryPendingLinkStore } from "./pending-links.ts";
import { createTemporaryIdentity } from "./temporary-identity.ts";

const patience = 120_000;
let service: LiveService;
let consent: ConsentServer;
let noticeId: string;

beforeAll(async () => {
  service = await startLiveService();
  consent = createConsentServer({ ...service, pendingLinks: memoryPendingLinkStore() });
  noticeId = service.notices[0]?.uuid ?? "";
}, patience);
afterAll(() => service.close());

/** Grants everything that a notice asks, with a token, as a page would. */
async function decide(token: string): Promise<void> {
  const { notice } = await consent.notices.record(noticeId, { accessToken: token });
  const { organisationUuid, workspaceUuid, baseUrl } = service;
  const url = `${baseUrl}/public/organisations/${organisationUuid}/workspaces/${workspaceUuid}/submit-consent`;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(submissionOf(notice)) });
  expect(response.status).toBeLessThan(300);
}

const submissionOf = (notice: Notice) => aSubmission(notice);

async function decideAs(person: Parameters<ConsentServer["tokens"]["generate"]>[0]): Promise<void> {
  await decide((await consent.tokens.generate(person)).token);
}

describe("with the real service", { timeout: patience }, () => {
  it("a visitor consents, signs up and is linked; the consent counts for the account [I-N6, W68, W70]", async () => {
    let session: string | undefined;
    const handle = createConsentHandler({
      ...service,
      noticeId,
      cookie: { secret: "a secret of at least 32 characters, kept" },
      identify: () => (session === undefined ? null : { orgUserId: session, email: "visitor@example.org" }),
      environment: { NODE_ENV: "production" },
    });
    const jar = new Map<string, string>();
    const send = async (method: string, step: string) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const headers = { "sec-fetch-site": "same-origin", cookie };
      const response = await handle(new Request(`https://shop.example/api/consent/${step}`, { method, headers }));
      for (const line of response.headers.getSetCookie()) {
        const [pair = ""] = line.split("; ");
        jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
      }
      const read: unknown = await response.json();
      return { status: response.status, read };
    };
    const { read } = await send("POST", "token");
    const token = typeof read === "object" && read !== null && "token" in read ? String(read.token) : "";
    await decide(token);
    const id = jar.get("__Host-nc_anon")?.split(".")[0];
    expect((await send("POST", "refresh")).status).toBe(200);

    session = "account_1";
    expect((await send("GET", "status")).read).toMatchObject({ may_proceed: false });
    expect((await send("POST", "link")).read).toMatchObject({ linked: [id], conflicts: [] });
    expect((await send("GET", "status?validate_against=required")).read).toMatchObject({ may_proceed: true });
    expect((await send("POST", "refresh")).status).toBe(200);
  });

  it("a person of several channels is brought together, with all four results [W71, R-F10, I-N6]", async () => {
    const [email, mobile] = ["many@example.org", "+919800000001"];
    await decideAs({ email });
    await decideAs({ org_user_id: "kiosk_1" });
    await consent.consolidateUser({ orgUserId: "other_1", aliases: ["kiosk_1"] });
    const person = { orgUserId: "many_1", email, mobile, aliases: ["device_1", "kiosk_1"] };
    expect(await consent.consolidateUser(person)).toMatchObject({
      status: "consolidated",
      user: { primary_email: email, primary_mobile: mobile },
      result: {
        linked: [email],
        already_linked: [mobile],
        not_found: ["device_1"],
        conflicts: [{ org_user_id: "kiosk_1", existing_primary_org_user_id: "other_1" }],
      },
      heldByOthers: [],
    });
    expect(await consent.notices.read(noticeId, { person: { org_user_id: "many_1" } })).toMatchObject({
      mayProceed: true,
    });
    await decideAs({ org_user_id: "device_1" });
    expect(await consent.pendingLinks.retry()).toMatchObject({ linked: 1, stillWaiting: 0, interruptedBy: undefined });
  });

  it("another account's address brings none of its decisions along [W61, W71]", async () => {
    const email = "owner@example.org";
    await consent.consolidateUser({ orgUserId: "owner_1", email });
    await decideAs({ org_user_id: "owner_1" });
    for (let time = 0; time < 2; time++) {
      expect(await consent.consolidateUser({ orgUserId: "taker_1", email })).toMatchObject({
        user: { org_user_id: "taker_1", primary_email: null },
        result: { linked: [] },
        heldByOthers: [{ field: "email", type: "EMAIL_EXISTS_SAME_USER" }],
      });
    }
    expect(await consent.notices.read(noticeId, { person: { org_user_id: "taker_1" } })).toMatchObject({
      mayProceed: false,
    });
  });

  it("an id that is an alias is told apart from one that is taken, with whose it is [W65]", async () => {
    await decideAs({ org_user_id: "old_1" });
    await consent.consolidateUser({ orgUserId: "new_1", aliases: ["old_1"] });
    const before = await consent.users.getByOrgUserId("old_1");
    const other = { status: "id-of-another", otherOrgUserId: "new_1" };
    expect(await consent.consolidateUser({ orgUserId: "old_1", aliases: ["x"] })).toEqual(other);
    expect(await consent.consolidateUser({ orgUserId: "old_1", name: "Asha", email: "old@example.org" })).toEqual(
      other,
    );
    expect(await consent.users.getByOrgUserId("old_1")).toEqual(before);
  });

  it("what a visitor decided counts for an account that is itself linked, such as to a CRM's id [W70, I-N6]", async () => {
    const conflicts: unknown[] = [];
    const handle = createConsentHandler({
      ...service,
      noticeId,
      cookie: { secret: "a secret of at least 32 characters, kept" },
      identify: () => ({ orgUserId: "linked_1" }),
      onConflict: (conflict) => void conflicts.push(conflict),
      environment: { NODE_ENV: "production" },
    });
    await consent.users.create({ org_user_id: "linked_1" });
    await consent.consolidateUser({ orgUserId: "crm_of_linked_1", aliases: ["linked_1"] });
    const visitor = createTemporaryIdentity({
      secret: "a secret of at least 32 characters, kept",
      cookieName: "nc_anon",
      prefix: "anon_",
    });
    const { id, setCookie } = await visitor.renew();
    await decideAs({ org_user_id: id });
    const headers = new Headers({ cookie: setCookie.split(";")[0] ?? "" });
    expect(await handle.status({ headers })).toMatchObject({ mayProceed: false });
    expect(await handle.link({ headers }, { orgUserId: "linked_1" })).toMatchObject({
      status: "linked",
      result: { linked: [id] },
      setCookies: [expect.stringMatching(/^__Host-nc_anon=anon_/)],
    });
    expect(await handle.status({ headers })).toMatchObject({ mayProceed: true });
    expect(conflicts).toEqual([]);
  });

  it("a customer list is synchronised some at a time [W71]", async () => {
    await decideAs({ email: "crm_3@example.org" });
    const customers = Array.from({ length: 12 }, (_, index) => ({
      crmId: `crm_${index}`,
      email: `crm_${index}@example.org`,
    }));
    const synced = await consent.syncCustomers(customers, { concurrency: 4 });
    expect(synced.map(({ outcome }) => outcome.status)).toEqual(Array.from({ length: 12 }, () => "consolidated"));
    expect(synced[3]?.outcome).toMatchObject({
      user: { metadata: { source: "crm_sync" } },
      result: { linked: ["crm_3@example.org"] },
    });
  });
});
