import type { Customer, CustomerOutcome } from "@notice-consent/server";

import { patientOf } from "./patient.ts";

/** A patient as the clinic's list has them, before any of it is anybody's. */
interface Listed {
  readonly name: string;
  /** Number of the patient's card; two people may share one. */
  readonly card: number;
  /** Whether the old booking system knew the card; of the others nobody has decided anything. */
  readonly isCardKnown: boolean;
  /** Part of the e-mail address; none where the patient has no address. */
  readonly mailbox?: string;
}

const others: readonly Listed[] = [
  { name: "Kabir Anand", card: 1, isCardKnown: true, mailbox: "kabir" },
  { name: "Leela Bose", card: 2, isCardKnown: true, mailbox: "leela" },
  { name: "Farah Khan", card: 3, isCardKnown: false, mailbox: "farah" },
  { name: "Joseph D’Souza", card: 4, isCardKnown: true, mailbox: "joseph" },
  { name: "Anita D’Souza", card: 4, isCardKnown: true, mailbox: "anita" },
  { name: "Harpreet Gill", card: 5, isCardKnown: true, mailbox: "harpreet" },
  { name: "Vikram Rao", card: 6, isCardKnown: true, mailbox: "rao" },
  { name: "Sunita Rao", card: 7, isCardKnown: true, mailbox: "rao" },
  { name: "Zoya Mirza", card: 8, isCardKnown: false, mailbox: "zoya" },
  { name: "Arjun Pillai", card: 9, isCardKnown: true },
  { name: "Tenzin Dolma", card: 10, isCardKnown: true, mailbox: "tenzin" },
  { name: "Rekha Joshi", card: 11, isCardKnown: false },
  { name: "Imran Sheikh", card: 12, isCardKnown: true, mailbox: "imran" },
  { name: "Grace Lyngdoh", card: 13, isCardKnown: true, mailbox: "grace" },
  { name: "Mohan Iyer", card: 14, isCardKnown: true, mailbox: "mohan" },
];

/** Names of the list, in its order. */
export const customerNames: readonly string[] = ["Meera Nair", ...others.map(({ name }) => name)];

/** The list of a browser's clinic: Meera of the two channels first, and no identifier shared with another browser. */
export function customersOf(familyId: string): readonly Customer[] {
  const id = familyId.replace("family_", "");
  const { orgUserId, name, email, mobile } = patientOf(familyId, "meera");
  const rest = others.map(({ name, card, mailbox }, index) => ({
    crmId: `patient_${id}_${index + 1}`,
    name,
    identifiers: [`card_${id}_${card}`],
    ...(mailbox !== undefined && { email: `${mailbox}.${id.slice(0, 13)}@example.com` }),
  }));
  return [{ crmId: orgUserId, name, email, identifiers: [mobile] }, ...rest];
}

/** Cards that the old booking system knew, and that are consent users by themselves. */
export function knownCardsOf(familyId: string): readonly string[] {
  const id = familyId.replace("family_", "");
  return [...new Set(others.filter(({ isCardKnown }) => isCardKnown).map(({ card }) => `card_${id}_${card}`))];
}

/** What the page is told of one patient: how many identifiers ended how, and none of them. */
export interface SyncedLine {
  readonly done: number;
  readonly total: number;
  /** In the list. */
  readonly position: number;
  readonly status: CustomerOutcome["status"];
  readonly linked: number;
  readonly alreadyLinked: number;
  readonly waiting: number;
  /** To be looked at by a person. */
  readonly toReview: number;
}

/** The counts of one outcome. */
export function countsOf(outcome: CustomerOutcome): Omit<SyncedLine, "done" | "total" | "position"> {
  const { status } = outcome;
  if (status !== "consolidated") return { status, linked: 0, alreadyLinked: 0, waiting: 0, toReview: 0 };
  const { linked, already_linked, not_found, conflicts } = outcome.result;
  return {
    status,
    linked: linked.length,
    alreadyLinked: already_linked.length,
    waiting: not_found.length,
    toReview: conflicts.length + outcome.heldByOthers.length,
  };
}
