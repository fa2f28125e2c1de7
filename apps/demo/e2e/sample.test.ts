import { describe, expect, it } from "vitest";

import { signUpNotice } from "./stack/demo-environment.ts";
import { setScene } from "./stack/scene.ts";
import { someDetails } from "./stack/visitor.ts";

const scene = setScene();

describe("the published sample with its import and component name changed", () => {
  it("signs a person up against the demo's routes and the backend [W68] [W72]", async () => {
    const { stack, visitor } = scene;
    const { page } = visitor;
    const details = someDetails();
    await visitor.visit("/samples/sign-up");
    const sent = page.waitForRequest((request) => request.url().endsWith("/api/register"));
    await visitor.press("Accept all");
    await page.getByRole("heading", { name: "Complete Your Registration" }).waitFor();
    const temporaryId = await visitor.temporaryId();
    await page.getByPlaceholder("Email").fill(details.email);
    await page.getByPlaceholder("Password").fill(details.password);
    await page.getByPlaceholder("Full Name").fill(details.name);
    await page.getByRole("button", { name: "Create Account" }).click();
    await visitor.seesDashboard();

    const named = (await sent).postDataJSON().temp_id;
    expect(named).toMatch(/^temp_/);
    expect(named).not.toBe(temporaryId);
    expect(await stack.ledger.decisionsOf(temporaryId)).toHaveLength(1);
    expect(await stack.ledger.primaryOf(named)).toBeUndefined();
    const accounts = await stack.ledger.personsWith(details.email);
    expect(accounts).toHaveLength(1);
    expect(await stack.ledger.primaryOf(temporaryId)).toBe(accounts[0]);
    expect(await stack.ledger.grantsOf(temporaryId)).toHaveLength(signUpNotice.content.purposes.length);
  });

  it("leads a person who declines to the page that explains it, with the refusal recorded [W68]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/samples/sign-up");
    await visitor.press("Decline all");
    await visitor.page.waitForURL("**/consent-required");
    const temporaryId = await visitor.temporaryId();
    expect(await stack.ledger.decisionsOf(temporaryId)).toHaveLength(1);
    expect((await stack.ledger.grantsOf(temporaryId)).some(({ selected }) => selected)).toBe(false);
  });
});
