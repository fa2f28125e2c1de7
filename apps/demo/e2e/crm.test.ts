import type { Page } from "playwright";
import { describe, expect, it } from "vitest";

import { customerNames } from "../clinic/customers.ts";
import { expectAccessible } from "./stack/accessible.ts";
import { setScene } from "./stack/scene.ts";
import { newVisitor } from "./stack/visitor.ts";

const scene = setScene();

/** Synchronises the list, and waits until the page says how it ended. */
async function synchronise(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Synchronise/ }).click();
  await page.locator('[data-progress="finished"]').waitFor();
}

/** What the list says of a patient. */
function resultOf(page: Page, name: string): Promise<string | null> {
  return page.getByRole("listitem").filter({ hasText: name }).first().locator("span").last().textContent();
}

async function familyId(page: Page): Promise<string> {
  const cookie = (await page.context().cookies()).find(({ name }) => name === "neem_family");
  return cookie?.value.split(".")[0]?.replace("family_", "") ?? "";
}

describe("the clinic's patient list", () => {
  it("is synchronised one by one, with progress from the server and a result for each patient [R-F10] [W71]", async () => {
    const { ledger, proxy } = scene.stack;
    const { page } = scene.visitor;
    await scene.visitor.visit("/crm");
    await page.getByRole("button", { name: "Synchronise the list" }).waitFor();
    await page.evaluate(() => {
      const bar = document.querySelector("progress");
      const seen = new Set<string | null>();
      Object.assign(window, { seen });
      if (bar !== null)
        new MutationObserver(() => seen.add(bar.getAttribute("value"))).observe(bar, { attributes: true });
    });
    proxy.delayMs = 20;
    await synchronise(page);
    proxy.delayMs = 0;

    const seen = await page.evaluate(() => [...(Reflect.get(window, "seen") as Set<string>)].map(Number));
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.at(-1)).toBe(customerNames.length);
    expect(await page.getByRole("listitem").filter({ hasText: "not yet" }).count()).toBe(0);
    expect(await resultOf(page, "Kabir Anand")).toBe("1 linked, 1 already linked");
    expect(await resultOf(page, "Farah Khan")).toBe("1 already linked, 1 waiting for a choice");
    expect(await resultOf(page, "Anita D’Souza")).toBe("1 already linked, 1 to review");
    expect(await resultOf(page, "Sunita Rao")).toBe("1 linked, 1 to review");

    const id = await familyId(page);
    expect(await ledger.primaryOf(`card_${id}_1`)).toBe(`patient_${id}_1`);
    expect(await ledger.primaryOf(`card_${id}_4`)).toBe(`patient_${id}_4`);
    expect(await ledger.primaryOf(`card_${id}_3`)).toBeUndefined();
    const review = page.getByRole("region", { name: "To review" });
    await review.getByText("has an identifier that is Joseph D’Souza’s already").waitFor();
    await review.getByText("has an e-mail address that is another patient’s").waitFor();

    await synchronise(page);
    expect(await resultOf(page, "Kabir Anand")).toBe("2 already linked");
    expect(await review.getByRole("listitem").count()).toBe(2);
  });

  it("takes along what a patient decided on the web, as it was decided [R-F10]", async () => {
    const { ledger } = scene.stack;
    const { page } = scene.visitor;
    await scene.visitor.visit("/channels");
    const web = page.getByRole("region", { name: "On the web, known by e-mail" });
    await web.getByRole("button", { name: "Decline all" }).click();
    await web.getByText(/Recorded on/).waitFor();
    await scene.visitor.visit("/crm");
    await synchronise(page);
    const id = await familyId(page);
    const email = `meera.${id.slice(0, 13)}@example.com`;
    expect(await resultOf(page, "Meera Nair")).toBe("1 linked, 1 waiting for a choice");
    expect(await ledger.primaryOf(email)).toBe(`patient_${id}`);
    expect(await ledger.decisionsOf(email)).toHaveLength(1);
    expect((await ledger.grantsOf(email)).some(({ selected }) => selected)).toBe(false);
  });

  it("says of a patient that the call failed, goes on, and finishes that one when run again [R-F10]", async () => {
    const { ledger, proxy } = scene.stack;
    const { page } = scene.visitor;
    await scene.visitor.visit("/crm");
    // Linking is safe to repeat, and so it is: only a second failure counts.
    const fault = { kind: "answered", method: "POST", path: /link-users/, status: 500, body: "{}" } as const;
    const struck = [proxy.strikeOnce(fault), proxy.strikeOnce(fault)];
    await synchronise(page);
    await Promise.all(struck);
    expect(await page.locator('[data-state="failed"]').count()).toBe(1);
    await synchronise(page);
    expect(await page.locator('[data-state="failed"]').count()).toBe(0);
    const id = await familyId(page);
    expect(await ledger.primaryOf(`card_${id}_15`)).toBeUndefined();
    expect(await ledger.primaryOf(`card_${id}_1`)).toBe(`patient_${id}_1`);
  });

  it("can be synchronised by keyboard alone [I-N7]", async () => {
    const { page } = scene.visitor;
    await scene.visitor.visit("/crm");
    await page.locator("button:enabled", { hasText: "Synchronise the list" }).waitFor();
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement?.textContent)) === "Synchronise the list") break;
    }
    await page.keyboard.press("Enter");
    await page.locator('[data-progress="finished"]').waitFor();
    const id = await familyId(page);
    expect(await scene.stack.ledger.primaryOf(`card_${id}_1`)).toBe(`patient_${id}_1`);
  });
});

describe.each(["light", "dark"] as const)("the clinic's patient list in the %s scheme", (colorScheme) => {
  it.each([390, 768, 1280])("has no fault that axe finds, at %i px [UI-X1] [UI-X6]", async (width) => {
    const look = { colorScheme, viewport: { width, height: 900 } };
    const visitor = await newVisitor(scene.browser, scene.stack.demoUrl, look);
    await visitor.visit("/crm");
    await expectAccessible(visitor.page, "the list before");
    await synchronise(visitor.page);
    await expectAccessible(visitor.page, "the list after");
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
});
