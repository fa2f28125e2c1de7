import type { Page } from "playwright";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "./stack/accessible.ts";
import { setScene } from "./stack/scene.ts";
import { newVisitor } from "./stack/visitor.ts";

const scene = setScene();

const channels = { web: "On the web, known by e-mail", app: "In the app, known by telephone" } as const;
type Channel = keyof typeof channels;

const outcomes = ["linked", "alreadyLinked", "notFound", "conflicts"] as const;
type Outcome = (typeof outcomes)[number];

/** Presses one of the notice's buttons in a channel, and waits until the decision is recorded. */
async function decide(page: Page, channel: Channel, button: "Accept all" | "Decline all"): Promise<void> {
  const place = page.getByRole("region", { name: channels[channel] });
  await place.getByRole("button", { name: button }).click();
  await place.getByText(/Recorded on/).waitFor();
}

/** Has the patient, or another one, identified. */
async function identify(page: Page, person?: "Kamala Nair"): Promise<void> {
  if (person !== undefined) await page.getByRole("radio", { name: person }).check();
  await page.getByRole("button", { name: "Identify as one person" }).click();
}

/** Waits until the page shows these identifiers, and none but these, in the four results. */
async function expectResults(page: Page, expected: Partial<Record<Outcome, string>>): Promise<void> {
  const shown = async () =>
    Promise.all(outcomes.map((outcome) => page.locator(`[data-outcome="${outcome}"] dd`).allTextContents()));
  const wanted = outcomes.map((outcome) => [expected[outcome] ?? "none"]);
  await expect.poll(shown).toEqual(wanted);
}

/** What this browser's family is known by, from the cookie that the server signed. */
async function family(page: Page) {
  const cookie = (await page.context().cookies()).find(({ name }) => name === "neem_family");
  const id = cookie?.value.split(".")[0]?.replace("family_", "") ?? "";
  return {
    email: `meera.${id.slice(0, 13)}@example.com`,
    phone: `+9190${(Number.parseInt(id.slice(0, 8), 16) % 10 ** 8).toString().padStart(8, "0")}`,
    meera: `patient_${id}`,
    kamala: `patient_${id}_mother`,
  };
}

async function openChannels(): Promise<Page> {
  await scene.visitor.visit("/channels");
  const { page } = scene.visitor;
  for (const name of Object.values(channels)) {
    await page.getByRole("region", { name }).getByRole("button", { name: "Accept all" }).waitFor();
  }
  return page;
}

describe("a patient of the clinic in two channels", () => {
  it("becomes one person: both identifiers are linked, then already linked, and each decided once [W71] [R-F10]", async () => {
    const { ledger } = scene.stack;
    const page = await openChannels();
    await decide(page, "web", "Accept all");
    await decide(page, "app", "Accept all");
    const { email, phone, meera } = await family(page);
    expect(await ledger.primaryOf(email)).toBe(email);

    await identify(page);
    await expectResults(page, { linked: `${email}, ${phone}` });
    expect([await ledger.primaryOf(email), await ledger.primaryOf(phone)]).toEqual([meera, meera]);
    expect(await ledger.decisionsOf(email)).toHaveLength(1);
    expect(await ledger.decisionsOf(phone)).toHaveLength(1);
    expect((await ledger.grantsOf(meera)).map(({ selected }) => selected)).toEqual([true, true]);

    await identify(page);
    await expectResults(page, { alreadyLinked: `${email}, ${phone}` });
  });

  it("who has not decided in the app yet is not found there, and is linked when that happens [W71] [I-N6]", async () => {
    const { ledger } = scene.stack;
    const page = await openChannels();
    await decide(page, "web", "Accept all");
    await identify(page);
    const { email, phone, meera } = await family(page);
    await expectResults(page, { linked: email, notFound: phone });
    expect(await ledger.primaryOf(phone)).toBeUndefined();

    await decide(page, "app", "Decline all");
    await expectResults(page, { linked: `${email}, ${phone}` });
    expect(await ledger.primaryOf(phone)).toBe(meera);
    // The refusal in the app is the later decision.
    expect((await ledger.grantsOf(meera)).some(({ selected }) => selected)).toBe(false);
  });

  it("whose telephone is another patient's sees a conflict, and nothing moves [W71] [R-F10] [I-N6]", async () => {
    const { ledger } = scene.stack;
    const page = await openChannels();
    await decide(page, "app", "Accept all");
    await identify(page);
    const { email, phone, meera, kamala } = await family(page);
    await expectResults(page, { linked: phone, alreadyLinked: email });
    await identify(page, "Kamala Nair");
    await expectResults(page, { conflicts: phone });
    expect(await ledger.primaryOf(phone)).toBe(meera);
    expect(await ledger.grantsOf(kamala)).toEqual([]);
  });

  it("is who the server says, whatever a body names [SEC-B2] [W71]", async () => {
    const { ledger } = scene.stack;
    const page = await openChannels();
    await decide(page, "web", "Accept all");
    const { email, meera } = await family(page);
    const stranger = { user_id: "somebody-else", email: "somebody@example.com", phone: "+910000000000" };
    const answer = await page.request.post("/api/consolidate-user", { data: stranger });
    const body = await answer.json();
    expect(Object.keys(body).toSorted()).toEqual(["link_result", "success"]);
    expect(body).toMatchObject({ success: true, link_result: { linked: [email], conflicts: [] } });
    expect(await ledger.primaryOf(email)).toBe(meera);
    expect(await ledger.primaryOf("somebody-else")).toBeUndefined();
    const foreign = await fetch(`${scene.stack.demoUrl}/api/consolidate-user`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(stranger),
    });
    expect(foreign.status).toBe(401);
  });

  it("is the one of the page, whomever another tab has before it meanwhile [SEC-B2] [W71]", async () => {
    const page = await openChannels();
    await decide(page, "web", "Accept all");
    const { email, phone, meera } = await family(page);
    await page.route("**/api/consolidate-user", async (route) => {
      await page.request.post("/api/clinic/patient", { data: { member: "kamala" } });
      await route.continue();
    });
    await identify(page);
    await expectResults(page, { linked: email, notFound: phone });
    expect(await scene.stack.ledger.primaryOf(email)).toBe(meera);
    const stranger = await page.request.post("/api/consolidate-user", { data: { member: "somebody" } });
    expect(stranger.status()).toBe(401);
  });

  it("keeps their own results, when an answer about the one before them comes late [W71]", async () => {
    const page = await openChannels();
    await decide(page, "web", "Accept all");
    const { email, phone } = await family(page);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/api/consolidate-user", async (route) => (await held, route.continue()), { times: 1 });
    await identify(page);
    const late = page.waitForResponse("**/api/consolidate-user");
    await page.getByRole("radio", { name: "Kamala Nair" }).check();
    release();
    expect(await (await late).json()).toMatchObject({ link_result: { linked: [email] } });
    await page.waitForTimeout(500);
    expect(await page.locator("[data-outcome][data-count]").count()).toBe(0);
    await identify(page);
    await expectResults(page, { notFound: phone });
  });

  it("can be identified by keyboard alone [I-N7]", async () => {
    const page = await openChannels();
    await tabTo(page, "Accept all");
    await page.keyboard.press("Enter");
    await page
      .getByRole("region", { name: channels.web })
      .getByText(/Recorded on/)
      .waitFor();
    await page.getByRole("radio", { name: "Meera Nair" }).focus();
    await page.keyboard.press("ArrowDown");
    expect(await page.getByRole("radio", { name: "Kamala Nair" }).isChecked()).toBe(true);
    await page.keyboard.press("ArrowUp");
    await tabTo(page, "Identify as one person");
    await page.keyboard.press("Enter");
    await page.locator('[data-outcome="linked"][data-count="1"]').waitFor();
    const { email, meera } = await family(page);
    expect(await scene.stack.ledger.primaryOf(email)).toBe(meera);
  });
});

describe.each(["light", "dark"] as const)("the clinic's two channels in the %s scheme", (colorScheme) => {
  it.each([390, 768, 1280])("have no fault that axe finds, at %i px [UI-X1] [UI-X6]", async (width) => {
    const look = { colorScheme, viewport: { width, height: 900 } };
    const visitor = await newVisitor(scene.browser, scene.stack.demoUrl, look);
    await visitor.visit("/channels");
    const place = visitor.page.getByRole("region", { name: channels.app });
    await place.getByRole("button", { name: "Accept all" }).waitFor();
    await expectAccessible(visitor.page, "both notices");
    await decide(visitor.page, "web", "Accept all");
    await identify(visitor.page);
    await visitor.page.locator('[data-outcome="linked"]').waitFor();
    await expectAccessible(visitor.page, "the results");
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
});

/** Presses Tab until the button with this text has the focus. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement?.textContent?.trim())) === text) return;
  }
  throw new Error(`Tab does not lead to ${text}.`);
}
