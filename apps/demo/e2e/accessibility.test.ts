import axe from "axe-core";
import { describe, expect, it } from "vitest";

import { setScene } from "./stack/scene.ts";
import { newVisitor, type Visitor } from "./stack/visitor.ts";

declare global {
  interface Window {
    /** Put into the page by the test. */
    readonly axe: typeof axe;
  }
}

const scene = setScene();

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function expectAccessible({ page }: Visitor, state: string): Promise<void> {
  // Read after what moves on entering has come to rest.
  await page.waitForTimeout(200);
  await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async (runOnly) => (await window.axe.run(document, { runOnly })).violations,
    [...tags, "best-practice"],
  );
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  expect({ state, found }).toEqual({ state, found: [] });
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect({ state, sideways }).toEqual({ state, sideways: 0 });
}

describe.each(["light", "dark"] as const)("every step in the %s scheme", (colorScheme) => {
  it.each([320, 1280])("has no fault that axe finds, at %i px [UI-X1] [UI-X6]", async (width) => {
    const { stack } = scene;
    const visitor = await newVisitor(scene.browser, stack.demoUrl, { colorScheme, viewport: { width, height: 800 } });
    const { page, notice } = visitor;

    await visitor.visit("/");
    await expectAccessible(visitor, "the start page");

    await visitor.visit("/sign-up");
    await notice.waitFor();
    await expectAccessible(visitor, "the notice");
    await visitor.press("Save choices");
    await notice.getByRole("link", { name: /Full name/ }).waitFor();
    await expectAccessible(visitor, "the notice with something missing");

    await visitor.press("Decline all");
    await page.waitForURL("**/consent-required");
    await page.getByText("What we recorded").waitFor();
    await expectAccessible(visitor, "the page after a refusal");

    await visitor.visit("/samples/sign-up");
    await visitor.press("Accept all");
    await page.getByRole("heading", { name: "Complete Your Registration" }).waitFor();
    await expectAccessible(visitor, "the sample's form");

    await visitor.visit("/sign-up");
    await visitor.seesForm();
    await expectAccessible(visitor, "the form");
    await visitor.create();
    await page.getByText("Enter your full name.").waitFor();
    await expectAccessible(visitor, "the form with faults");

    await visitor.fillIn({
      name: "Asha Menon",
      email: `axe.${colorScheme}.${width}.${Date.now()}@example.com`,
      password: "monsoon over malabar",
    });
    await visitor.create();
    await visitor.seesDashboard();
    await expectAccessible(visitor, "the account");

    await visitor.visit("/nowhere");
    await expectAccessible(visitor, "an address without a page");

    await stack.killBackend();
    await visitor.visit("/sign-up");
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await expectAccessible(visitor, "the sign-up without a service");
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
});
