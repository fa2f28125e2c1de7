import { describe, expect, it } from "vitest";

import { keepStriking } from "./stack/fault-proxy.ts";
import { setScene } from "./stack/scene.ts";
import { someDetails } from "./stack/visitor.ts";

const scene = setScene();

const submission = { method: "POST", path: /\/submit-consent$/ };
const creation = { method: "POST", path: /\/consent-users\/$/ };
const linking = { method: "POST", path: /\/link-users$/ };

const form = () => scene.visitor.page.getByRole("button", { name: "Create account" });
const retryInNotice = () => scene.visitor.page.getByRole("dialog").getByRole("button", { name: "Try again" });

async function consent(): Promise<string> {
  await scene.visitor.visit("/sign-up");
  await scene.visitor.press("Accept all");
  await scene.visitor.seesForm();
  return scene.visitor.temporaryId();
}

describe("the consent service fails", () => {
  it("before the notice: it says so, lets nobody in, and goes on once the service is back [R-F5] [UI-E9]", async () => {
    const { stack, visitor } = scene;
    await stack.killBackend();
    await visitor.visit("/sign-up");
    const retry = visitor.page.getByRole("button", { name: "Try again" });
    await retry.waitFor();
    expect(await form().count()).toBe(0);
    await retry.click();
    await retry.waitFor();
    expect(await form().count()).toBe(0);

    await stack.restartBackend();
    await retry.click();
    await visitor.press("Accept all");
    await visitor.seesForm();
    expect(await stack.ledger.decisionsOf(await visitor.temporaryId())).toHaveLength(1);
  });

  it("between the token and the notice: the notice says so, and its retry shows it [R-F5] [UI-M12]", async () => {
    const { stack, visitor } = scene;
    const reading = { method: "GET", path: /\/notices\// };
    const struck = stack.proxy.strikeOnce({ ...reading, kind: "refused", run: () => stack.killBackend() });
    await visitor.visit("/sign-up");
    await struck;
    await retryInNotice().waitFor();
    expect(await form().count()).toBe(0);
    await stack.restartBackend();
    await retryInNotice().click();
    await visitor.press("Accept all");
    await visitor.seesForm();
    expect(await stack.ledger.decisionsOf(await visitor.temporaryId())).toHaveLength(1);
  });

  it("before the decision arrives: nothing counts until a retry records it, once [R-F2] [R-F5] [UI-E11]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.notice.waitFor();
    await stack.killBackend();
    await visitor.press("Accept all");
    await retryInNotice().waitFor();
    expect(await form().count()).toBe(0);
    await stack.restartBackend();
    expect(await stack.ledger.decisionsOf(await visitor.temporaryId())).toEqual([]);
    await retryInNotice().click();
    await visitor.seesForm();
    expect(await stack.ledger.decisionsOf(await visitor.temporaryId())).toHaveLength(1);
  });

  it("between the decision and its answer: after restart and retry there is exactly one event [R-F2] [R-G1]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.notice.waitFor();
    const struck = stack.proxy.strikeOnce({ ...submission, kind: "answer-lost", run: () => stack.killBackend() });
    await visitor.press("Accept all");
    await struck;
    const temporaryId = await visitor.temporaryId();
    const before = await stack.ledger.decisionsOf(temporaryId);
    expect(before).toHaveLength(1);
    await retryInNotice().waitFor();
    expect(await form().count()).toBe(0);

    await stack.restartBackend();
    await retryInNotice().click();
    await visitor.seesForm();
    expect(await stack.ledger.decisionsOf(temporaryId)).toEqual(before);
  });

  it("between the decision and its answer: a reload finds the decision, and does not ask again [R-F2] [R-F7]", async () => {
    const { stack, visitor } = scene;
    await visitor.visit("/sign-up");
    await visitor.notice.waitFor();
    const struck = stack.proxy.strikeOnce({ ...submission, kind: "answer-lost", run: () => stack.killBackend() });
    await visitor.press("Accept all");
    await struck;
    await stack.restartBackend();
    await visitor.page.reload();
    await visitor.seesForm();
    expect(await stack.ledger.decisionsOf(await visitor.temporaryId())).toHaveLength(1);
  });
});

describe("a registration that breaks half-way ends in the same account when it is repeated", () => {
  it("after the consent user was made and before it was linked [R-F12]", async () => {
    const { stack, visitor } = scene;
    const temporaryId = await consent();
    const details = someDetails();
    await visitor.fillIn(details);
    const struck = stack.proxy.strikeOnce({ ...linking, kind: "refused", run: () => stack.killBackend() });
    await visitor.create();
    await struck;
    await visitor.page.getByText("no answer came").waitFor();
    expect(await visitor.page.getByLabel("E-mail address").inputValue()).toBe(details.email);
    const [half] = await stack.ledger.personsWith(details.email);
    expect(half).toMatch(/^user_/);
    expect(await stack.ledger.primaryOf(temporaryId)).toBe(temporaryId);
    expect((await visitor.context.cookies()).map(({ name }) => name)).not.toContain("palash_session");

    await stack.restartBackend();
    await visitor.create();
    await visitor.seesDashboard();
    expect(await stack.ledger.personsWith(details.email)).toEqual([half]);
    expect(await stack.ledger.primaryOf(temporaryId)).toBe(half);
    expect(await stack.ledger.decisionsOf(temporaryId)).toHaveLength(1);
  });

  it("after the consent user was made and its answer was lost [R-F12]", async () => {
    const { stack, visitor } = scene;
    const temporaryId = await consent();
    const details = someDetails();
    await visitor.fillIn(details);
    const struck = stack.proxy.strikeOnce({ ...creation, kind: "answer-lost", run: () => stack.killBackend() });
    await visitor.create();
    await struck;
    await visitor.page.getByText("no answer came").waitFor();
    const made = await stack.ledger.personsWith(details.email);
    expect(made).toHaveLength(1);

    await stack.restartBackend();
    await visitor.create();
    await visitor.seesDashboard();
    expect(await stack.ledger.personsWith(details.email)).toEqual(made);
    expect(await stack.ledger.primaryOf(temporaryId)).toBe(made[0]);
  });

  it("after it was linked and that answer was lost [R-F12]", async () => {
    const { stack, visitor } = scene;
    const temporaryId = await consent();
    const details = someDetails();
    await visitor.fillIn(details);
    const struck = stack.proxy.strikeOnce({ ...linking, kind: "answer-lost", run: () => stack.killBackend() });
    await visitor.create();
    await struck;
    await visitor.page.getByText("no answer came").waitFor();
    const [linked] = await stack.ledger.personsWith(details.email);
    expect(await stack.ledger.primaryOf(temporaryId)).toBe(linked);

    await stack.restartBackend();
    await visitor.create();
    await visitor.seesDashboard();
    expect(await stack.ledger.personsWith(details.email)).toEqual([linked]);
  });

  it("with another e-mail address the second time: it is corrected, not doubled [R-F12]", async () => {
    const { stack, visitor } = scene;
    const temporaryId = await consent();
    const mistyped = someDetails();
    const corrected = someDetails();
    await visitor.fillIn(mistyped);
    // What is left unfinished is taken up by the server itself, so nothing can be finished until the correction is in.
    const mendLinking = keepStriking(stack.proxy, { ...linking, kind: "answered", status: 503, body: "{}" });
    const refused = visitor.page.waitForResponse("**/api/register");
    await visitor.create();
    expect((await refused).status()).toBe(500);
    const [half] = await stack.ledger.personsWith(mistyped.email);

    await visitor.fillIn(corrected);
    const again = visitor.page.waitForResponse("**/api/register");
    await visitor.create();
    expect((await again).status()).toBe(500);
    const mended = mendLinking();
    await visitor.create();
    await visitor.seesDashboard();
    await mended;
    expect(await stack.ledger.personsWith(corrected.email)).toEqual([half]);
    expect(await stack.ledger.personsWith(mistyped.email)).toEqual([]);
    expect(await stack.ledger.primaryOf(temporaryId)).toBe(half);
  });
});
