import type { HeldVendors, SentVendors } from "./consents.ts";
import type { ChoiceEvent } from "./status-event.ts";

/** What was last said of each vendor, of consent and of legitimate interest apart. */
export interface VendorChoices {
  readonly consent: Map<string, boolean>;
  readonly legitimateInterest: Map<string, boolean>;
}

/** Nothing said of any vendor. */
export function noVendorChoices(): VendorChoices {
  return { consent: new Map(), legitimateInterest: new Map() };
}

/** Applies one moment: an id in one list leaves the other, one in both is refused. */
export function applyVendors(choices: VendorChoices, events: readonly ChoiceEvent[]): void {
  applyLists(choices.consent, events, "enabled", "disabled");
  applyLists(choices.legitimateInterest, events, "enabled_li", "disabled_li");
}

function applyLists(
  held: Map<string, boolean>,
  events: readonly ChoiceEvent[],
  grants: keyof SentVendors,
  refusals: keyof SentVendors,
): void {
  for (const { consents, isErased } of events) {
    for (const id of isErased === true ? [] : (consents.vendors?.[grants] ?? [])) held.set(id, true);
  }
  // Last, so that they win over grants of the same moment.
  for (const { consents } of events) for (const id of consents.vendors?.[refusals] ?? []) held.set(id, false);
}

/** The four lists, always all of them. */
export function vendorLists({ consent, legitimateInterest }: VendorChoices): HeldVendors {
  const those = (held: ReadonlyMap<string, boolean>, wanted: boolean): string[] =>
    [...held].flatMap(([id, value]) => (value === wanted ? [id] : []));
  return {
    enabled: those(consent, true),
    disabled: those(consent, false),
    enabled_li: those(legitimateInterest, true),
    disabled_li: those(legitimateInterest, false),
  };
}
