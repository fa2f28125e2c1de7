import { describe, expect, inject, it } from "vitest";

import { logIn } from "./stack/customer.ts";
import { signUpNotice } from "./stack/demo-environment.ts";
import type { Fault } from "./stack/fault-proxy.ts";
import { keepStriking } from "./stack/fault-proxy.ts";
import { setScene } from "./stack/scene.ts";
import { newScriptedVisitor } from "./stack/scripted-visitor.ts";
import { type Details, someDetails, type Visitor } from "./stack/visitor.ts";

const scene = setScene();
const everything = signUpNotice.content.purposes.map(() => "ACTIVE");

const generating = { method: "POST", path: /\/tokens\/generate$/ };
const reading = { method: "GET", path: /\/notices\// };
const submitting = { method: "POST", path: /\/submit-consent$/ };
const creating = { method: "POST", path: /\/consent-users\/$/ };
const linking = { method: "POST", path: /\/link-users$/ };

/** Every call of the sign-up to the consent service, and when it is the next of its kind. */
const calls = [
  { before: "notice", call: generating },
  { before: "notice", call: reading },
  { before: "notice", call: submitting },
  { before: "form", call: generating },
  { before: "form", call: reading },
  { before: "form", call: creating },
  { before: "form", call: linking },
] as const;

type Call = (typeof calls)[number]["call"];

const faults: readonly ((call: Call) => Fault)[] = [
  (call) => ({ ...call, kind: "refused" }),
  (call) => ({ ...call, kind: "answer-lost" }),
  (call) => ({ ...call, kind: "answered", status: 500, body: "{}" }),
  (call) => ({ ...call, kind: "answered", status: 200, body: "<p>Welcome</p>" }),
];

describe("a sign-up that meets a fault", () => {
  const repetitions = Array.from({ length: process.env["DEEP"] === "1" ? 100 : 10 }, (_, index) => index + 1);

  it.each(repetitions)(
    "at a random call ends in one account, with its consent and never without, no. %i [R-F12] [R-F5] [W68]",
    async (seed) => {
      const { stack, visitor } = scene;
      const random = randomOf(seed);
      const { before, call } = pick(calls, random);
      const fault = pick(faults, random)(call);
      const details = someDetails();
      const struck: Promise<void>[] = [];

      if (before === "notice") struck.push(stack.proxy.strikeOnce(fault));
      await visitor.visit("/sign-up");
      await press(visitor, "Accept all", () => visitor.seesForm());
      const temporaryId = await visitor.temporaryId();
      expect(await stack.ledger.personsWith(details.email)).toEqual([]);
      expect(await grantsOf(temporaryId)).toEqual(everything);

      if (before === "form") struck.push(stack.proxy.strikeOnce(fault));
      await visitor.fillIn(details);
      await press(visitor, "Create account", () => visitor.seesDashboard());
      await Promise.all(struck);
      await expectOneAccount(details, temporaryId);
    },
  );
});

describe("a registration that breaks half-way", () => {
  it("is finished from the outbox without the person, who then logs in [R-F12]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.press("Accept all");
    await visitor.seesForm();
    const temporaryId = await visitor.temporaryId();
    const details = someDetails();
    await visitor.fillIn(details);
    const struck = stack.proxy.strikeOnce({ ...linking, kind: "refused", run: () => stack.killBackend() });
    await visitor.create();
    await struck;
    await visitor.page.getByText("no answer came").waitFor();
    await visitor.visit("/dashboard");
    await visitor.page.waitForURL("**/log-in");
    const [half] = await stack.ledger.personsWith(details.email);
    expect(await stack.ledger.primaryOf(temporaryId)).toBe(temporaryId);

    await stack.restartBackend();
    await expect.poll(() => stack.ledger.primaryOf(temporaryId), { timeout: 90_000, interval: 500 }).toBe(half);
    await expect
      .poll(
        async () => {
          await logIn(visitor, details);
          const refused = visitor.page.getByText("The e-mail address or the password is not right.");
          const open = visitor.page.getByRole("heading", { name: "Your account is open" });
          await refused.or(open).waitFor();
          return open.count();
        },
        { timeout: 90_000 },
      )
      .toBe(1);
    await expectOneAccount(details, temporaryId);
  });

  it("ends in no account where the consent ends before it is finished, and the address is free again [R-F5] [R-F12]", async () => {
    const { stack } = scene;
    const visitor = newScriptedVisitor(stack.demoUrl, inject("provided").servicePort);
    await visitor.decide(await visitor.token(), "everything");
    const temporaryId = visitor.temporaryId();
    const details = someDetails();
    const mendLinking = keepStriking(stack.proxy, { ...linking, kind: "answered", status: 503, body: "{}" });
    expect((await visitor.post("/api/register", details)).status).toBe(500);
    await stack.time.expireConsent(temporaryId);
    const mended = mendLinking();
    await mended;
    const linked = { timeout: 60_000, interval: 500 };
    await expect.poll(() => stack.ledger.primaryOf(temporaryId), linked).toMatch(/^user_/);

    const again = newScriptedVisitor(stack.demoUrl, inject("provided").servicePort);
    await again.decide(await again.token(), "everything");
    await expect.poll(async () => (await again.post("/api/register", details)).status, linked).toBe(200);
    expect((await again.post("/api/login", details)).body["user"]).not.toMatchObject({
      id: await stack.ledger.primaryOf(temporaryId),
    });
  });
});

describe("a registration on a consent that is somebody else's", () => {
  it("opens nothing, forgets the visitor, and the same details open an account when the person begins anew [R-F10] [R-F12]", async () => {
    const { stack } = scene;
    const visitor = newScriptedVisitor(stack.demoUrl, inject("provided").servicePort);
    await visitor.decide(await visitor.token(), "everything");
    const temporaryId = visitor.temporaryId();
    const details = someDetails();
    const nothing = { primary_user_uuid: crypto.randomUUID(), linked: [], already_linked: [], not_found: [] };
    const conflicts = [{ org_user_id: temporaryId, existing_primary_org_user_id: "user_of_another" }];
    const body = JSON.stringify({ detail: { ...nothing, conflicts } });
    const answered = { ...linking, kind: "answered", status: 200, body } as const;
    const struck = stack.proxy.strikeOnce(answered);
    const refused = await visitor.post("/api/register", details);
    await struck;
    expect([refused.status, Object.keys(refused.body), visitor.cookies.size]).toEqual([409, ["error"], 0]);
    expect((await visitor.post("/api/login", details)).status).toBe(401);

    await visitor.decide(await visitor.token(), "everything");
    expect(visitor.temporaryId()).not.toBe(temporaryId);
    const kept = new Map(visitor.cookies);
    const registered = await visitor.post("/api/register", details);
    expect([registered.status, registered.body["user"]]).toMatchObject([200, { email: details.email }]);

    // What happens to the visitor's consent later takes no finished account away.
    const again = newScriptedVisitor(stack.demoUrl, inject("provided").servicePort);
    for (const [name, value] of kept) again.cookies.set(name, value);
    const struckAgain = stack.proxy.strikeOnce(answered);
    expect((await again.post("/api/register", details)).status).toBe(409);
    await struckAgain;
    expect((await again.post("/api/login", details)).status).toBe(200);
  });
});

async function expectOneAccount({ email }: Details, temporaryId: string): Promise<void> {
  const { ledger } = scene.stack;
  const accounts = await ledger.personsWith(email);
  expect(accounts).toEqual([expect.stringMatching(/^user_/)]);
  expect(await ledger.primaryOf(temporaryId)).toBe(accounts[0]);
  expect(await ledger.decisionsOf(temporaryId)).toHaveLength(1);
  expect(await grantsOf(accounts[0] ?? "")).toEqual(everything);
}

async function grantsOf(orgUserId: string): Promise<readonly string[]> {
  return (await scene.stack.ledger.grantsOf(orgUserId)).map(({ status }) => status);
}

/** Presses the button, and after a failure whatever the page offers to try again, until the goal is there. */
async function press({ page }: Visitor, name: string, goal: () => Promise<void>): Promise<void> {
  let isThere = false;
  const arrival = goal().then(() => {
    isThere = true;
  });
  const goOn = async () => {
    for (;;) {
      if (isThere) return;
      for (const offer of ["Try again", name]) {
        const act = page.getByRole("button", { name: offer, exact: true }).or(page.getByRole("link", { name: offer }));
        const mayPress = (await act.count()) > 0 && (await act.first().getAttribute("aria-disabled")) !== "true";
        // What stood there a moment ago may be gone: that is progress.
        if (mayPress)
          await act
            .first()
            .click({ timeout: 2_000 })
            .catch(() => undefined);
      }
      await page.waitForTimeout(100);
    }
  };
  await Promise.race([arrival, goOn()]);
  await arrival;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<Thing>(things: readonly Thing[], random: () => number): Thing {
  const thing = things[Math.floor(random() * things.length)];
  if (thing === undefined) throw new Error("There is nothing to pick from.");
  return thing;
}
