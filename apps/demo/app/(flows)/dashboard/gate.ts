import { redirect } from "next/navigation";

import type { Account } from "../../../account/account.ts";
import { currentAccount } from "../../../account/current-account.ts";
import { type ConsentStanding, readStanding } from "../../../consent/recorded-consent.ts";

/** What the consent service says of a customer: only `covered` shows the account. */
export type Gate =
  | { readonly status: "covered" | "left-to-ask"; readonly account: Account; readonly consent: ConsentStanding }
  | { readonly status: "unreadable"; readonly account: Account };

/** The customer of the session and the service's verdict on them; without a session it leads to the log-in. */
export async function readGate(): Promise<Gate> {
  const account = await currentAccount();
  if (account === undefined) redirect("/log-in");
  try {
    const consent = await readStanding(account.id);
    return { status: consent.mayProceed ? "covered" : "left-to-ask", account, consent };
  } catch (error) {
    console.error(`consent of a customer: ${error instanceof Error ? error.name : "unknown failure"}`);
    return { status: "unreadable", account };
  }
}
