import { describe, expect, it } from "vitest";

import { type Customer, logIn, newCustomer } from "./stack/customer.ts";
import { signUpNotice } from "./stack/demo-environment.ts";
import { setScene } from "./stack/scene.ts";

const scene = setScene();
const purposes = signUpNotice.content.purposes;
const optional = purposes.at(-1);

const dialog = () => scene.visitor.page.getByRole("dialog");
const recorded = (purposeUuid: string | undefined, words: string) =>
  scene.visitor.page.locator(`[data-purpose="${purposeUuid}"]`).getByText(words, { exact: true });
const press = (name: string) => dialog().getByRole("button", { name, exact: true }).click();

async function openSettings(): Promise<Customer> {
  const customer = await newCustomer(scene.stack);
  await logIn(scene.visitor, customer);
  await scene.visitor.seesDashboard();
  await scene.visitor.page.getByRole("link", { name: "Change your choices" }).click();
  await openChoices();
  return customer;
}

async function openChoices(): Promise<void> {
  await scene.visitor.page.getByRole("button", { name: "Change or withdraw" }).click();
  await dialog().getByRole("button", { name: "Save choices" }).waitFor();
}

async function withdrawOptional(): Promise<void> {
  await dialog()
    .getByRole("checkbox", { name: optional?.name ?? "" })
    .uncheck();
  await press("Save choices");
  await dialog().getByText("Your withdrawal is recorded").or(dialog().getByText("Your choice is recorded")).waitFor();
}

async function statuses({ accountId }: Customer): Promise<Readonly<Record<string, string>>> {
  const grants = await scene.stack.ledger.grantsOf(accountId);
  return Object.fromEntries(grants.map(({ purpose_uuid, status }) => [purpose_uuid, status]));
}

const all = (status: string) => Object.fromEntries(purposes.map(({ uuid }) => [uuid, status]));

describe("the settings", () => {
  it("withdraw one purpose and keep the account open [W69] [UI-W1]", async () => {
    const customer = await openSettings();
    await withdrawOptional();
    expect(await statuses(customer)).toEqual({ ...all("ACTIVE"), [optional?.uuid ?? ""]: "WITHDRAWN" });
    expect(await scene.stack.ledger.decisionsOf(customer.accountId)).toHaveLength(1);
    await press("Continue");
    await recorded(optional?.uuid, "Withdrawn").waitFor();
    await scene.visitor.visit("/dashboard");
    await scene.visitor.seesDashboard();
  });

  it("take a withdrawal back with one press, as two decisions [W69] [UI-W1]", async () => {
    const customer = await openSettings();
    await withdrawOptional();
    await press("Undo");
    await dialog().getByText("Your choice is recorded").waitFor();
    await press("Continue");
    await recorded(optional?.uuid, "Granted").waitFor();
    expect(await statuses(customer)).toEqual(all("ACTIVE"));
    expect(await scene.stack.ledger.decisionsOf(customer.accountId)).toHaveLength(2);
  });

  it("withdraw everything, which closes the account until the person grants anew [W69] [UI-W1] [R-F5]", async () => {
    const customer = await openSettings();
    await press("Decline all");
    await dialog().getByText("Your withdrawal is recorded").waitFor();
    expect(await statuses(customer)).toEqual(all("WITHDRAWN"));
    await press("Continue");
    await recorded(optional?.uuid, "Withdrawn").waitFor();

    await scene.visitor.visit("/dashboard");
    await scene.visitor.page.getByText(/You withdrew your consent, and we keep to that/).waitFor();
    expect(await scene.visitor.page.content()).not.toContain("₹");
    await scene.visitor.visit("/settings");
    await openChoices();
    await press("Accept all");
    await dialog().getByText("Your choice is recorded").waitFor();
    await scene.visitor.visit("/dashboard");
    await scene.visitor.seesDashboard();
    expect(await statuses(customer)).toEqual(all("ACTIVE"));
  });

  it("write nothing for who only looks [W69] [UI-W1]", async () => {
    const customer = await openSettings();
    await press("Close");
    await dialog().waitFor({ state: "detached" });
    expect(await scene.stack.ledger.decisionsOf(customer.accountId)).toEqual([]);
  });

  it("in one tab close the account in the other, at its next page [W69] [R-F5]", async () => {
    const customer = await openSettings();
    const other = await scene.visitor.context.newPage();
    await other.goto("/dashboard");
    await other.getByRole("heading", { name: "Your account is open" }).waitFor();
    await press("Decline all");
    await dialog().getByText("Your withdrawal is recorded").waitFor();
    await other.reload();
    await other.getByRole("heading", { name: "Your account stays closed for now" }).waitFor();
    expect(await other.content()).not.toContain("₹");
    expect(await scene.stack.ledger.decisionsOf(customer.accountId)).toHaveLength(1);
  });

  it("say where the service is away that nothing has changed, and go on after a retry [W69] [R-F5]", async () => {
    const customer = await openSettings();
    await press("Close");
    await scene.stack.killBackend();
    await scene.visitor.visit("/settings");
    await scene.visitor.page.getByText(/cannot be opened, because our consent service does not answer/).waitFor();
    await scene.stack.restartBackend();
    await scene.visitor.page.getByRole("button", { name: "Try again" }).click();
    await openChoices();
    await withdrawOptional();
    expect(await scene.stack.ledger.decisionsOf(customer.accountId)).toHaveLength(1);
  });
});
