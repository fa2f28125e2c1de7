import { inject } from "vitest";

import { newScriptedVisitor } from "./scripted-visitor.ts";
import type { Stack } from "./stack.ts";
import { type Details, someDetails, type Visitor } from "./visitor.ts";

/** Somebody who has an account at the bank, and is not logged in anywhere. */
export interface Customer extends Details {
  readonly accountId: string;
  /** Under which the consent was given. */
  readonly temporaryId: string;
}

/** Opens an account with everything granted, as a page would and without one. */
export async function newCustomer(stack: Stack): Promise<Customer> {
  const visitor = newScriptedVisitor(stack.demoUrl, inject("provided").servicePort);
  await visitor.decide(await visitor.token(), "everything");
  const temporaryId = visitor.temporaryId();
  const details = someDetails();
  const { status } = await visitor.post("/api/register", details);
  const [accountId] = await stack.ledger.personsWith(details.email);
  if (status !== 200 || accountId === undefined) throw new Error(`The account was not opened: ${status}.`);
  return { ...details, accountId, temporaryId };
}

/** Types the customer's e-mail address and a password into the log-in, and presses its button. */
export async function logIn(
  { page }: Visitor,
  { email, password }: Pick<Details, "email" | "password">,
): Promise<void> {
  await page.goto("/log-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}
