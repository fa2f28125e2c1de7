import { describe, expect, it } from "vitest";

import { type Customer, logIn, newCustomer } from "./stack/customer.ts";
import { signUpNotice } from "./stack/demo-environment.ts";
import { setScene } from "./stack/scene.ts";
import { someDetails, type Visitor } from "./stack/visitor.ts";

const scene = setScene();
const everything = signUpNotice.content.purposes.map(() => "ACTIVE");
const required = /Opening and running|Protecting|Service messages/;

/** What each decision of an identity was, in the order of recording. */
async function choicesOf(orgUserId: string): Promise<readonly ("declined" | "granted")[]> {
  const decisions = await scene.stack.ledger.decisionsOf(orgUserId);
  return decisions.map(({ payload }) => (JSON.parse(payload).declined === true ? "declined" : "granted"));
}

async function statusesOf(orgUserId: string): Promise<readonly string[]> {
  return (await scene.stack.ledger.grantsOf(orgUserId)).map(({ status }) => status);
}

async function expectNothingGranted(orgUserId: string): Promise<void> {
  const grants = await scene.stack.ledger.grantsOf(orgUserId);
  expect(grants).toHaveLength(everything.length);
  expect(grants.filter(({ selected }) => selected)).toEqual([]);
}

/** Begins to choose, so that the notice stays whatever is decided elsewhere. */
async function tick({ notice }: Visitor): Promise<void> {
  await notice
    .getByRole("checkbox", { name: /Service messages/ })
    .first()
    .check();
}

async function saveRequired(tab: Visitor): Promise<void> {
  const purposes = tab.notice.getByRole("checkbox", { name: required });
  await purposes.first().waitFor();
  for (const purpose of await purposes.all()) await purpose.check();
  await tab.press("Save choices");
}

describe("a visitor with the sign-up open in two tabs", () => {
  async function openBoth(): Promise<{ one: Visitor; other: Visitor; temporaryId: string }> {
    const one = scene.visitor;
    const other = await one.openTab();
    for (const tab of [one, other]) {
      await tab.visit("/sign-up");
      await tab.notice.getByRole("button", { name: "Accept all" }).waitFor();
    }
    return { one, other, temporaryId: await one.temporaryId() };
  }

  /** Sends the form that stands on a tab and sees it refused, with no account and nobody signed in. */
  async function expectRefused(tab: Visitor): Promise<void> {
    const details = someDetails();
    await tab.fillIn(details);
    await tab.create();
    await tab.page.getByText(/Your consent has to be recorded before the account can be opened/).waitFor();
    expect(await scene.stack.ledger.personsWith(details.email)).toEqual([]);
  }

  it("decides once: the other tab learns of it, and both forms end in one account [W68] [R-F9]", async () => {
    const { one, other, temporaryId } = await openBoth();
    await one.press("Accept all");
    await one.seesForm();
    await other.seesForm();
    expect(await choicesOf(temporaryId)).toEqual(["granted"]);
    const { accountId } = await scene.register();
    await expectRefused(other);
    expect(await scene.stack.ledger.primaryOf(temporaryId)).toBe(accountId);
    expect(await statusesOf(accountId)).toEqual(everything);
  });

  it("declines in the other one after accepting: the refusal holds, and the open form opens nothing [W68] [R-F9]", async () => {
    const { one, other, temporaryId } = await openBoth();
    await tick(other);
    await one.press("Accept all");
    await one.seesForm();
    await other.press("Decline all");
    await other.page.waitForURL("**/consent-required");
    await other.page.getByText(`All ${everything.length} purposes declined`).waitFor();
    expect(await choicesOf(temporaryId)).toEqual(["granted", "declined"]);
    await expectNothingGranted(temporaryId);
    await expectRefused(one);
    await one.visit("/dashboard");
    await one.page.waitForURL("**/log-in");
  });

  it("accepts in the other one after declining: the account stands on the later choice [W68] [R-F9]", async () => {
    const { one, other, temporaryId } = await openBoth();
    await one.press("Decline all");
    await one.page.waitForURL("**/consent-required");
    await other.press("Accept all");
    await other.seesForm();
    const details = someDetails();
    await other.fillIn(details);
    await other.create();
    await other.seesDashboard();
    const [accountId = ""] = await scene.stack.ledger.personsWith(details.email);
    expect(await choicesOf(temporaryId)).toEqual(["declined", "granted"]);
    expect(await scene.stack.ledger.primaryOf(temporaryId)).toBe(accountId);
    expect(await statusesOf(accountId)).toEqual(everything);
  });

  it("chooses differently in the other one: what was chosen last is what the account has [W68] [R-F9]", async () => {
    const { one, other, temporaryId } = await openBoth();
    await tick(other);
    await one.press("Accept all");
    await one.seesForm();
    await saveRequired(other);
    await other.seesForm();
    const { accountId } = await scene.register();
    expect(await choicesOf(temporaryId)).toEqual(["granted", "granted"]);
    const statuses = await statusesOf(accountId);
    expect(statuses.filter((status) => status === "ACTIVE")).toHaveLength(3);
    expect(statuses.filter((status) => status === "WITHDRAWN")).toHaveLength(2);
  });

  it("accepts and declines at once: one of both is the last, and only with it is there an account [W68] [R-F9]", async () => {
    const { one, other, temporaryId } = await openBoth();
    // Whose choice has begun is not told meanwhile that nothing is left to ask.
    await tick(other);
    await Promise.all([one.press("Accept all"), other.press("Decline all")]);
    await other.page.waitForURL("**/consent-required");
    await one.seesForm();
    const choices = await choicesOf(temporaryId);
    expect(choices.toSorted((first, second) => first.localeCompare(second))).toEqual(["declined", "granted"]);
    if (choices.at(-1) === "declined") {
      await expectNothingGranted(temporaryId);
      await expectRefused(one);
    } else {
      const { accountId } = await scene.register();
      expect(await statusesOf(accountId)).toEqual(everything);
    }
  });

  it("declines in the other one after the account is open: it is a withdrawal, and closes the account [W68] [R-F9] [R-F11]", async () => {
    const { one, other, temporaryId } = await openBoth();
    await tick(other);
    await one.press("Accept all");
    await one.seesForm();
    const { accountId } = await scene.register();
    await other.press("Decline all");
    // Whoever has an account is told about the account, not that none was opened.
    await other.page.waitForURL("**/dashboard");
    await other.page.getByText(/You withdrew your consent, and we keep to that/).waitFor();
    const decisions = await scene.stack.ledger.decisionsOf(temporaryId);
    expect(decisions.map(({ person }) => person)).toEqual([temporaryId, accountId]);
    expect(await choicesOf(temporaryId)).toEqual(["granted", "declined"]);
    await expectNothingGranted(accountId);
    await one.page.reload();
    await one.page.getByRole("heading", { name: "Your account stays closed for now" }).waitFor();
    expect(await one.page.content()).not.toContain("₹");
  });
});

describe("a customer with the log-in open in two tabs", () => {
  async function askedInBoth(): Promise<{ one: Visitor; other: Visitor; customer: Customer }> {
    const customer = await newCustomer(scene.stack);
    await scene.stack.time.expireConsent(customer.accountId);
    const one = scene.visitor;
    const other = await one.openTab();
    for (const tab of [one, other]) {
      await logIn(tab, customer);
      await tab.notice.getByRole("button", { name: "Accept all" }).waitFor();
    }
    return { one, other, customer };
  }

  const isClosed = ({ page }: Visitor) => page.getByRole("heading", { name: "Your account stays closed for now" });

  it("decides once: the other tab learns of it, and both show the account [W69] [R-F9]", async () => {
    const { one, other, customer } = await askedInBoth();
    await one.press("Accept all");
    await one.seesDashboard();
    await other.seesDashboard();
    expect(await choicesOf(customer.accountId)).toEqual(["granted"]);
    expect(await statusesOf(customer.accountId)).toEqual(everything);
  });

  it("declines in the other one after accepting: the account is closed in both [W69] [R-F9]", async () => {
    const { one, other, customer } = await askedInBoth();
    await tick(other);
    await one.press("Accept all");
    await one.seesDashboard();
    await other.press("Decline all");
    await isClosed(other).waitFor();
    expect(await choicesOf(customer.accountId)).toEqual(["granted", "declined"]);
    await expectNothingGranted(customer.accountId);
    await one.page.reload();
    await isClosed(one).waitFor();
    expect(await one.page.content()).not.toContain("₹");
  });

  it("accepts what is required in the other one after declining: the account is open in both [W69] [R-F9]", async () => {
    const { one, other, customer } = await askedInBoth();
    await one.press("Decline all");
    await isClosed(one).waitFor();
    await saveRequired(other);
    await other.seesDashboard();
    expect(await choicesOf(customer.accountId)).toEqual(["declined", "granted"]);
    expect((await statusesOf(customer.accountId)).filter((status) => status === "ACTIVE")).toHaveLength(3);
    await one.page.reload();
    await one.seesDashboard();
  });
});
