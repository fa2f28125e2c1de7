import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Frame } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";

import { freePortFrom } from "../processes/free-port.ts";
import { expectAccessible } from "./stack/accessible.ts";
import { root } from "./stack/backend-process.ts";
import { type RunningDemo, startDemo } from "./stack/demo-command.ts";
import { newVisitor, openBrowser, someDetails, type Visitor } from "./stack/visitor.ts";

const demoFolder = join(root, "apps/demo");
const distDir = `.next/e2e-bench-${process.pid}`;
const wide = { width: 1280, height: 800 };
const patience = { timeout: 120_000 };

let browser: Browser;
let demo: RunningDemo;
let visitor: Visitor;

beforeAll(async () => {
  browser = await openBrowser();
  const port = await freePortFrom(inject("provided").servicePort + 100);
  const backendPort = await freePortFrom(port + 1);
  const place = { data: join(inject("provided").folder, "bench"), distDir };
  demo = await startDemo(place, "--port", String(port), "--backend-port", String(backendPort));
});
beforeEach(async () => {
  visitor = await newVisitor(browser, demo.demoUrl, { viewport: wide });
  visitor.context.setDefaultTimeout(120_000);
});
afterEach(async () => {
  await visitor.leave();
});
afterAll(async () => {
  await browser?.close();
  await demo?.end("SIGTERM");
  rmSync(join(demoFolder, distDir), { recursive: true, force: true });
});

async function benchOf({ page }: Visitor): Promise<Frame> {
  const element = await page.locator("#notice-consent-bench").elementHandle();
  const frame = await element?.contentFrame();
  if (frame === null || frame === undefined) throw new Error("The page has no bench.");
  return frame;
}

/** The bench, opened, on a visitor's page. */
async function openBench(): Promise<Frame> {
  const bench = await benchOf(visitor);
  await bench.getByRole("button", { name: "Bench", exact: true }).click();
  await bench.locator("[data-status=shown]").waitFor();
  return bench;
}

/** Opens the bench on a page with nothing before it, and answers it. */
async function beginOn(path: string): Promise<Frame> {
  await visitor.visit("/");
  let bench = await openBench();
  await Promise.all([visitor.page.waitForEvent("load"), bench.getByRole("button", { name: "Start over" }).click()]);
  await visitor.visit(path);
  bench = await benchOf(visitor);
  await bench.locator("[data-status=shown]").waitFor();
  return bench;
}

const linesOf = async (bench: Frame) =>
  (await bench.locator(".row").allTextContents()).map((line) => line.replaceAll(/[0-9a-f]{8}…|\d+ ms/g, "*").trim());

/** The wanted lines, as far as they stand in the diagram in this order; the whole diagram where one is missing. */
async function seesInOrder(wanted: readonly string[]): Promise<void> {
  await expect
    .poll(async () => {
      // A page that is left takes its frame along.
      const lines = await linesOf(await benchOf(visitor)).catch(() => []);
      let from = 0;
      const found = wanted.filter((text) => {
        const index = lines.findIndex((line, position) => position >= from && line.includes(text));
        if (index !== -1) from = index + 1;
        return index !== -1;
      });
      return found.length === wanted.length ? wanted : lines;
    }, patience)
    .toEqual(wanted);
}

async function register(): Promise<string> {
  const details = someDetails();
  await visitor.seesForm();
  await visitor.fillIn(details);
  await visitor.create();
  await visitor.seesDashboard();
  return details.email;
}

// The development server compiles while it serves, on a machine that may be busy with more.
describe("the bench of a running demo", { timeout: 300_000 }, () => {
  it("draws the sign-up as it happens, with both sides of the wire and no secret [W68]", async () => {
    await beginOn("/sign-up");
    await visitor.press("Accept all");
    const email = await register();
    await seesInOrder([
      "User to Frontend: Open /sign-up",
      "Frontend to Your Backend: POST /api/consent/temp-token",
      "Your Backend to Consent service: POST /tokens/generate (org_user_id: temp_",
      "Consent service to Your Backend: 200",
      "Your Backend to Frontend: 200",
      "Frontend to Consent service: GET /notices/",
      "Consent service to Frontend: 200",
      "Frontend: Show the notice",
      "User to Frontend: Accept consent",
      "Frontend to Consent service: POST /submit-consent",
      "Consent service to Frontend: 201",
      "User to Frontend: Fill registration form",
      "Frontend to Your Backend: POST /api/register",
      "Your Backend to Consent service: POST /consent-users/ (org_user_id: user_",
      "Consent service to Your Backend: 201",
      "Your Backend to Consent service: POST /consent-users/link-users",
      "Consent service to Your Backend: 200",
      "linked 1",
      "Your Backend to Frontend: 200",
    ]);
    const bench = await benchOf(visitor);
    for (const line of await bench.locator(".row").all()) await line.click();
    const shown = (await bench.locator("body").textContent()) ?? "";
    expect(shown).toContain('"refresh_token": "•••"');
    expect(shown).toContain('"password": "•••"');
    for (const secret of [email, "Asha Menon", "monsoon", "eyJ", "cms_", "ncr_"]) expect(shown).not.toContain(secret);
    expect(visitor.complaints).toEqual([]);
  });

  it("injects faults while the notice is open, and the flow recovers from each [R-F1]", async () => {
    const bench = await beginOn("/sign-up");
    await visitor.notice.waitFor();
    await bench.getByLabel("Which call").selectOption("submit consent");
    await bench.getByRole("button", { name: "Answer lost", exact: true }).click();
    await bench.getByRole("button", { name: "500", exact: true }).click();
    await bench.getByText("Waiting: lost-answer on consent.submit; 500 on consent.submit").waitFor();
    await visitor.press("Accept all");
    // What is repeated by itself and what a person repeats is the notice's affair; the form opens once it is recorded.
    const form = visitor.page.getByRole("heading", { name: "Your details" });
    const again = visitor.notice.getByRole("button", { name: "Try again", exact: true });
    const isLetIn = async (): Promise<boolean> => {
      // It goes as soon as its call is answered.
      if (await again.isVisible()) await again.click({ timeout: 2000 }).catch(() => undefined);
      return form.isVisible();
    };
    await expect.poll(isLetIn, { ...patience, interval: 500 }).toBe(true);
    await seesInOrder(["lost-answer", "500"]);
    await bench.getByText("1 event, hash chain intact").waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it("takes the service off line and back again, and nobody gets in meanwhile [R-F5]", async () => {
    const bench = await beginOn("/");
    const offline = bench.getByRole("button", { name: "Offline", exact: true });
    await offline.click();
    await bench.locator("button[aria-pressed=true]").waitFor();
    await visitor.visit("/sign-up");
    await visitor.page.getByRole("button", { name: "Try again" }).waitFor();
    expect(await visitor.page.getByRole("heading", { name: "Your details" }).count()).toBe(0);
    const later = await benchOf(visitor);
    await later.locator("button[aria-pressed=true]").click();
    await later.getByText("No fault is waiting.").waitFor();
    await visitor.page.getByRole("button", { name: "Try again" }).click();
    await visitor.notice.waitFor();
  });

  it("moves time: tokens end and are refreshed, a consent ends as an event of a whole chain, a version follows", async () => {
    const bench = await beginOn("/sign-up");
    await visitor.notice.waitFor();
    await bench.getByRole("button", { name: "Expire access tokens" }).click();
    await bench.getByText("The access tokens of this person have expired.").waitFor();
    await visitor.press("Accept all");
    await register();
    await seesInOrder(["POST /submit-consent", "TOKEN_EXPIRED", "POST /submit-consent", "201"]);

    const after = await benchOf(visitor);
    await after.getByText("2 events, hash chain intact").waitFor();
    await after.getByRole("button", { name: "Expire consent" }).click();
    await after.getByText(/grants have expired/).waitFor();
    await after.getByText("3 events, hash chain intact").waitFor();
    await after.getByText(/^Ledger/).click();
    await after.getByText(/^2 expired/).waitFor();
    await after.getByText(/Grants: [0-9a-f]{8} EXPIRED/).waitFor();
    await after.getByRole("button", { name: "Publish a new version" }).click();
    await after.getByText(/^Version \d+ of the notice is published\.$/).waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it("speaks of whoever the page is about, at the shop and at the clinic too, and shows no contact of theirs", async () => {
    const { page } = visitor;
    const sees = async (text: string | RegExp) => (await benchOf(visitor)).getByText(text).waitFor();
    await beginOn("/anonymous");
    await page.getByRole("button", { name: "Accept all" }).click();
    await sees(/^Visitor anon_/);
    await sees("1 event, hash chain intact");
    const newAccount = page.getByRole("region", { name: "New here" });
    const { name, email, password } = someDetails();
    await newAccount.getByLabel("Full name").fill(name);
    await newAccount.getByLabel("E-mail address").fill(email);
    await newAccount.getByLabel("Password").fill(password);
    await newAccount.getByRole("button", { name: "Create account" }).click();
    await page.getByRole("heading", { name: "Good to see you" }).waitFor();
    await sees(/^Signed in as shopper_/);
    await (await benchOf(visitor)).getByRole("button", { name: "Publish a new version" }).click();
    await sees(/^Version \d+ of the notice is published\.$/);
    // It was the shop's notice, which asks anew.
    await visitor.visit("/anonymous");
    await page.getByRole("button", { name: "Accept all" }).waitFor();

    await visitor.visit("/channels");
    await sees(/^Patient patient_/);
    await sees("Ledger: nothing recorded");
    for (const [place, events] of [
      ["On the web, known by e-mail", "1 event, hash chain intact"],
      ["In the app, known by telephone", "2 events, hash chain intact"],
    ] as const) {
      // The bench may lie over the button.
      await page.getByRole("region", { name: place }).getByRole("button", { name: "Accept all" }).press("Enter");
      await sees(events);
    }
    await page.getByRole("button", { name: "Identify as one person" }).click();
    await page.locator('[data-outcome="linked"][data-count="2"]').waitFor();
    const bench = await benchOf(visitor);
    await bench.getByText(/^Ledger/).click();
    await bench.getByText(/^patient_.*chain intact/).waitFor();
    await bench.getByRole("button", { name: "Expire consent" }).click();
    await sees("2 grants have expired.");
    const shown = (await bench.locator("body").textContent()) ?? "";
    for (const contact of ["@example.com", "+9190"]) expect(shown).not.toContain(contact);

    // The family's telephone is Meera's record now, and none of her mother's.
    await page.getByRole("radio", { name: "Kamala Nair" }).check();
    await page.getByRole("button", { name: "Identify as one person" }).click();
    await page.locator('[data-outcome="conflicts"][data-count="1"]').waitFor();
    await sees(/^Patient patient_.*_mother$/);
    await bench.getByText("0 events, hash chain intact").waitFor();

    await visitor.visit("/sign-up");
    await sees(/^Visitor temp_/);
    await visitor.visit("/anonymous");
    await sees(/^Signed in as shopper_/);
  });

  it("takes a person from the signed cookies alone, whatever page and id a request names [SEC-B2]", async () => {
    await beginOn("/channels");
    await (await benchOf(visitor)).getByText(/^Patient patient_/).waitFor();
    const cookie = (await visitor.context.cookies()).find(({ name }) => name === "neem_family")?.value ?? "";
    const [id = "", end = ""] = cookie.split(".");
    const personOf = async (cookies: string) => {
      const address = `${demo.demoUrl}/bench?person=${id}&org_user_id=${id}`;
      const headers = { Referer: `${demo.demoUrl}/channels?family=${id}`, Cookie: cookies };
      const state: Readonly<Record<string, unknown>> = await (await fetch(address, { headers })).json();
      return state["person"];
    };
    expect(await personOf(`neem_family=${cookie}`)).toMatchObject({ id: id.replace("family_", "patient_") });
    for (const forged of [
      "",
      `neem_family=${id}`,
      `neem_family=${id}.${end}.${"A".repeat(43)}`,
      `chaak_visitor=${cookie}`,
    ]) {
      expect(await personOf(forged)).toBeUndefined();
    }
  });

  it("starts over: another identity, nobody signed in, nothing in the log and no fault waiting", async () => {
    await beginOn("/sign-up");
    await visitor.notice.waitFor();
    const before = await visitor.temporaryId();
    await visitor.press("Accept all");
    await register();
    const signedIn = await benchOf(visitor);
    await signedIn.getByText(/^Signed in as user_/).waitFor();
    await signedIn.getByRole("button", { name: "429", exact: true }).click();
    await signedIn.getByText("Waiting: 429").waitFor();
    await Promise.all([
      visitor.page.waitForURL((url) => url.pathname === "/"),
      signedIn.getByRole("button", { name: "Start over" }).click(),
    ]);
    expect(await visitor.context.cookies()).toEqual([]);
    const fresh = await benchOf(visitor);
    await fresh.locator("[data-status=shown]").waitFor();
    await fresh.getByText("Nobody yet").waitFor();
    expect(await fresh.getByText(/Waiting:/).count()).toBe(0);
    expect((await linesOf(fresh)).some((line) => line.includes("register"))).toBe(false);
    await visitor.visit("/sign-up");
    await visitor.notice.waitFor();
    expect(await visitor.temporaryId()).not.toBe(before);
  });

  it("is reached and left by keyboard, past an open notice, and every control of it is too [UI-M3]", async () => {
    const { page } = visitor;
    await beginOn("/sign-up");
    await visitor.notice.waitFor();
    const bench = await benchOf(visitor);
    const focusedInBench = () => bench.evaluate(() => document.activeElement?.textContent ?? "");
    await page.keyboard.press("Alt+b");
    await expect.poll(focusedInBench, patience).toBe("Fold");
    await page.keyboard.press("Enter");
    await expect.poll(focusedInBench, patience).toBe("Bench");
    await page.keyboard.press("Enter");
    await expect.poll(focusedInBench, patience).toBe("Fold");
    await bench.locator(".row").first().waitFor();
    const wanted = [
      "Faults and time",
      "Latency 3 s",
      "401",
      "409",
      "429",
      "500",
      "Dropped before",
      "Answer lost",
      "Offline",
      "Expire access tokens",
      "Expire consent",
      "Publish a new version",
      "User to Frontend: Open /sign-up",
      "Ledger: nothing recorded",
    ];
    const walked: string[] = [];
    for (let presses = 0; presses < 60 && walked.at(-1) !== wanted.at(-1); presses += 1) {
      await page.keyboard.press("Tab");
      walked.push(await focusedInBench());
    }
    expect(wanted.filter((name) => !walked.includes(name))).toEqual([]);
    await page.keyboard.press("Alt+b");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest("[role=dialog]") !== null), patience)
      .toBe(true);
  });

  it.each([390, 768, 1280])("has no fault that axe finds, folded, open and unfolded, at %i px", async (width) => {
    await visitor.page.setViewportSize({ width, height: 800 });
    await visitor.visit("/sign-up");
    await visitor.notice.waitFor();
    const bench = await benchOf(visitor);
    await bench.getByRole("button", { name: "Bench", exact: true }).waitFor();
    await expectAccessible(bench, "folded");
    await openBench();
    await bench.locator(".row").first().waitFor();
    await expectAccessible(bench, "open");
    const frame = await visitor.page.locator("#notice-consent-bench").boundingBox();
    const isDrawer = width < 1024;
    expect([frame?.width === width, frame?.height === 800]).toEqual([isDrawer, !isDrawer]);
    await bench.locator(".row[data-kind=call]").first().click();
    await bench.locator(".ledger > summary").click();
    if (isDrawer) await bench.locator(".controls > summary").click();
    await bench.getByRole("button", { name: "409", exact: true }).click();
    await bench.getByText(/Waiting:/).waitFor();
    await expectAccessible(bench, "unfolded");
    await bench.getByRole("button", { name: "Lift all faults" }).click();
    await bench.getByText("No fault is waiting.").waitFor();
  });
});
