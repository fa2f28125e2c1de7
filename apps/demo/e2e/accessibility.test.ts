import { describe, expect, it } from "vitest";

import { expectAccessible } from "./stack/accessible.ts";
import { setScene } from "./stack/scene.ts";
import { newVisitor } from "./stack/visitor.ts";

const scene = setScene();

describe.each(["light", "dark"] as const)("every step in the %s scheme", (colorScheme) => {
  it.each([320, 1280])("has no fault that axe finds, at %i px [UI-X1] [UI-X6]", async (width) => {
    const { stack } = scene;
    const visitor = await newVisitor(scene.browser, stack.demoUrl, { colorScheme, viewport: { width, height: 800 } });
    const { page, notice } = visitor;

    await visitor.visit("/");
    await expectAccessible(page, "the start page");

    await visitor.visit("/sign-up");
    await notice.waitFor();
    await expectAccessible(page, "the notice");
    await visitor.press("Save choices");
    await notice.getByRole("link", { name: /Full name/ }).waitFor();
    await expectAccessible(page, "the notice with something missing");

    await visitor.press("Decline all");
    await page.waitForURL("**/consent-required");
    await page.getByText("What we recorded").waitFor();
    await expectAccessible(page, "the page after a refusal");

    await visitor.visit("/samples/sign-up");
    await visitor.press("Accept all");
    await page.getByRole("heading", { name: "Complete Your Registration" }).waitFor();
    await expectAccessible(page, "the sample's form");

    await visitor.visit("/sign-up");
    await visitor.seesForm();
    await expectAccessible(page, "the form");
    await visitor.create();
    await page.getByText("Enter your full name.").waitFor();
    await expectAccessible(page, "the form with faults");

    await visitor.fillIn({
      name: "Asha Menon",
      email: `axe.${colorScheme}.${width}.${Date.now()}@example.com`,
      password: "monsoon over malabar",
    });
    await visitor.create();
    await visitor.seesDashboard();
    await expectAccessible(page, "the account");

    await visitor.visit("/nowhere");
    await expectAccessible(page, "an address without a page");

    await stack.killBackend();
    await visitor.visit("/sign-up");
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await expectAccessible(page, "the sign-up without a service");
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
});
