import { describe, expect, it } from "vitest";

import { signUpNotice } from "./stack/demo-environment.ts";
import { tabTo } from "./stack/keyboard.ts";
import { setScene } from "./stack/scene.ts";
import { someDetails } from "./stack/visitor.ts";

const scene = setScene();
const purposes = signUpNotice.content.purposes;
const submissions = () =>
  scene.stack.proxy.seen.filter(({ method, url }) => method === "POST" && url.endsWith("/submit-consent"));

describe("signing up", () => {
  it("ends with one decision in the ledger and the temporary identity as an alias of the account [W68] [R-F10]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.press("Accept all");
    await visitor.seesForm();
    const temporaryId = await visitor.temporaryId();
    const { email, accountId } = await scene.register();

    const decisions = await stack.ledger.decisionsOf(temporaryId);
    expect(decisions).toHaveLength(1);
    expect(await stack.ledger.primaryOf(temporaryId)).toBe(accountId);
    expect(await stack.ledger.personsWith(email)).toEqual([accountId]);
    const grants = await stack.ledger.grantsOf(accountId);
    expect(Object.fromEntries(grants.map(({ purpose_uuid, status }) => [purpose_uuid, status]))).toEqual(
      Object.fromEntries(purposes.map(({ uuid }) => [uuid, "ACTIVE"])),
    );
    expect((await visitor.context.cookies()).map(({ name }) => name)).not.toContain("palash_visitor");
  });

  it("shows on the dashboard each purpose and data element as recorded, refusals included [W68]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    const required = visitor.notice.getByRole("checkbox", { name: /Opening and running|Protecting|Service messages/ });
    await required.first().waitFor();
    for (const purpose of await required.all()) await purpose.check();
    await visitor.press("Save choices");
    await visitor.seesForm();
    const { accountId } = await scene.register();

    const shown = visitor.page.getByRole("article");
    expect(await shown.count()).toBe(purposes.length);
    for (const grant of await stack.ledger.grantsOf(accountId)) {
      const article = visitor.page.locator(`[data-purpose="${grant.purpose_uuid}"]`);
      expect(await article.getByText(grant.status === "ACTIVE" ? "Granted" : "Declined", { exact: true }).count()).toBe(
        1,
      );
      expect(await article.locator("time").count()).toBeGreaterThan(0);
      const elements = purposes.find(({ uuid }) => uuid === grant.purpose_uuid)?.data_elements ?? [];
      expect(await article.getByRole("listitem").count()).toBe(elements.length);
      expect(await article.locator('[data-element][data-granted="true"]').count()).toBe(
        grant.status === "ACTIVE" ? elements.length : 0,
      );
    }
    const statuses = (await stack.ledger.grantsOf(accountId)).map(({ status }) => status);
    expect(statuses.filter((status) => status === "ACTIVE")).toHaveLength(3);
    expect(statuses.filter((status) => status === "DECLINED")).toHaveLength(2);
  });

  it("records a decline, explains it, and records the acceptance of a person who reconsiders [UI-E7]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.press("Decline all");
    await visitor.page.waitForURL("**/consent-required");
    const temporaryId = await visitor.temporaryId();
    await visitor.page.getByText(`All ${purposes.length} purposes declined`).waitFor();
    const declined = await stack.ledger.decisionsOf(temporaryId);
    expect(declined).toHaveLength(1);
    expect((await stack.ledger.grantsOf(temporaryId)).every(({ selected }) => !selected)).toBe(true);

    await visitor.page.getByRole("link", { name: "Read the notice again" }).click();
    await visitor.press("Accept all");
    await visitor.seesForm();
    expect(await visitor.temporaryId()).toBe(temporaryId);
    expect(await stack.ledger.decisionsOf(temporaryId)).toHaveLength(2);
    expect((await stack.ledger.grantsOf(temporaryId)).every(({ status }) => status === "ACTIVE")).toBe(true);
  });

  it("sends nothing while something required is missing, and says what it is [UI-S12]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    const before = submissions().length;
    await visitor.press("Save choices");
    await visitor.notice.getByRole("link", { name: /Full name/ }).waitFor();
    expect(submissions()).toHaveLength(before);
    expect(await stack.ledger.decisionsOf(await visitor.temporaryId())).toEqual([]);
    expect(await visitor.page.getByRole("button", { name: "Create account" }).count()).toBe(0);
  });

  it("asks again after a reload before the decision, with nothing recorded [UI-S10]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.notice.waitFor();
    const temporaryId = await visitor.temporaryId();
    await visitor.page.reload();
    await visitor.notice.waitFor();
    expect(await visitor.temporaryId()).toBe(temporaryId);
    expect(await stack.ledger.decisionsOf(temporaryId)).toEqual([]);
  });

  it("goes straight to the form after a reload once the decision is recorded [W68]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.press("Accept all");
    await visitor.seesForm();
    const temporaryId = await visitor.temporaryId();
    await visitor.page.reload();
    await visitor.seesForm();
    expect(await visitor.notice.count()).toBe(0);
    expect(await stack.ledger.decisionsOf(temporaryId)).toHaveLength(1);
    const { accountId } = await scene.register();
    expect(await stack.ledger.primaryOf(temporaryId)).toBe(accountId);
  });

  it("begins anew for who finds somebody else's consent at this browser, and asks them [SEC-B2] [R-F7]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.press("Accept all");
    await visitor.seesForm();
    const before = await visitor.temporaryId();
    await visitor.page.reload();
    await visitor.page.getByRole("button", { name: "Not you? Begin anew" }).click();
    await visitor.page.waitForURL("**/bank");
    await visitor.visit("/sign-up");
    await visitor.notice.waitFor();
    expect(await stack.ledger.decisionsOf(await visitor.temporaryId())).toEqual([]);
    expect(await visitor.temporaryId()).not.toBe(before);
  });

  it("calls a consent that has run out by its name, and no refusal [UI-E7]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.press("Accept all");
    await visitor.seesForm();
    await stack.time.expireConsent(await visitor.temporaryId());
    await visitor.visit("/consent-required");
    await visitor.page.getByText("Your consent has run out.").waitFor();
    expect(await visitor.page.getByText("You declined").count()).toBe(0);
  });

  it("makes one decision out of a double click [R-F1]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.notice.getByRole("button", { name: "Accept all" }).dblclick();
    await visitor.seesForm();
    expect(await stack.ledger.decisionsOf(await visitor.temporaryId())).toHaveLength(1);
  });

  it("works on a slow network and keeps the form shut until the answer is there [R-F5]", async () => {
    const { stack, visitor } = scene;
    stack.proxy.delayMs = 1500;
    await visitor.visit("/sign-up");
    await visitor.press("Accept all");
    await visitor.page.waitForTimeout(500);
    expect(await visitor.page.getByRole("button", { name: "Create account" }).count()).toBe(0);
    await visitor.seesForm();
    expect(await stack.ledger.decisionsOf(await visitor.temporaryId())).toHaveLength(1);
  });

  it("needs no pointer from the start page to the account [I-N7] [UI-M3]", async () => {
    const { stack, visitor } = scene;
    const { page, notice } = visitor;
    const details = someDetails();
    await visitor.visit("/");
    await tabTo(page, /^Open an account$/);
    await page.keyboard.press("Enter");
    await notice.getByRole("heading", { name: "Consent for your savings account" }).waitFor();
    await tabTo(page, /^Accept all$/);
    await page.keyboard.press("Enter");
    await visitor.seesForm();
    const temporaryId = await visitor.temporaryId();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Your details");
    for (const text of [details.name, details.email, details.password]) {
      await page.keyboard.press("Tab");
      await page.keyboard.type(text);
    }
    await page.keyboard.press("Enter");
    await visitor.seesDashboard();
    const [accountId] = await stack.ledger.personsWith(details.email);
    expect(accountId).toBeDefined();
    expect(await stack.ledger.primaryOf(temporaryId)).toBe(accountId);
  });

  it("leaves nothing in the browser's storage, and no token or contact in any address [SEC-C4]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.press("Accept all");
    await visitor.seesForm();
    const { email } = await scene.register();
    const stored = await visitor.page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      cookies: document.cookie,
    }));
    expect(stored).toEqual({ local: 0, session: 0, databases: 0, cookies: "" });
    const everything = visitor.addresses.map(decodeURIComponent).join("\n");
    expect(everything).toContain("/dashboard");
    expect(everything).not.toMatch(/eyJ[\w-]+\.|temp_/);
    expect(everything).not.toContain(email);
    expect(stack.proxy.seen.map(({ url }) => decodeURIComponent(url)).join("\n")).not.toMatch(/eyJ[\w-]+\.|@/);
  });

  it("keeps what was typed when the form is refused, and points at each field [UI-I7]", async () => {
    const { visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.press("Accept all");
    await visitor.seesForm();
    const { page } = visitor;
    await visitor.fillIn({ name: "Asha Menon", email: "asha", password: "short" });
    await visitor.create();
    await page.getByText("Enter your e-mail address, for example").waitFor();
    expect(await page.getByLabel("E-mail address").inputValue()).toBe("asha");
    expect(await page.getByLabel("E-mail address").getAttribute("aria-invalid")).toBe("true");
    expect(await page.getByLabel("Full name").inputValue()).toBe("Asha Menon");
    expect(await page.getByLabel("Full name").getAttribute("aria-invalid")).toBeNull();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("email");
  });

  it("opens no second account for an e-mail address that has one, and says so kindly [W68]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.press("Accept all");
    await visitor.seesForm();
    const { email, accountId } = await scene.register();
    await visitor.visit("/sign-up");
    await visitor.press("Accept all");
    await visitor.seesForm();
    const secondId = await visitor.temporaryId();
    await visitor.fillIn({ ...someDetails(), email });
    await visitor.create();
    await visitor.page.getByText("There is already an account with this e-mail address.").waitFor();
    expect(await stack.ledger.personsWith(email)).toEqual([accountId]);
    expect(await stack.ledger.primaryOf(secondId)).toBe(secondId);
  });
});
