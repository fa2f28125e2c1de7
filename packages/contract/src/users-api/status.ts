import { canonicalJson, isJson } from "../rules/digest.ts";
import type { Catalogue } from "./catalogue.ts";
import type { HeldConsents } from "./consents.ts";
import type { StatusSettings } from "./settings.ts";
import { momentsOf, type ChoiceEvent, type StatusEvent } from "./status-event.ts";
import { createV1 } from "./v1.ts";
import { createV2 } from "./v2.ts";
import { applyVendors, noVendorChoices, vendorLists } from "./vendors.ts";

/** What a status is computed from. */
export interface StatusSource {
  readonly settings: StatusSettings;
  /** Everything that can be chosen, the notices' purposes included. */
  readonly catalogue: Catalogue;
  /** Whose status is asked for: each has its own, and events of another one do not count. */
  readonly regulation: string;
  /** Of all identities of one person, in any order. */
  readonly events: readonly StatusEvent[];
}

/** The status of a person under one regulation. */
export interface ProfileStatus {
  readonly consents: HeldConsents;
  /** Dotted paths of what came from the level above, under schema 1. */
  readonly propagated: readonly string[];
}

/** The status that events amount to. Their order of arrival does not matter, nor does it matter how often this is asked. */
export function statusOf({ settings, catalogue, regulation, events: all }: StatusSource): ProfileStatus {
  const events = all.filter((event) => event.regulation === regulation);
  const schema = settings.schema_version === 1 ? createV1(catalogue, settings.future_children) : createV2();
  const vendors = noVendorChoices();
  let tcfcs: string | undefined;
  const moments = momentsOf(events, events.length === 0 ? [] : schema.times);
  for (const moment of moments) {
    const choices = (): string => choicesText({ ...schema.read(), vendors: vendorLists(vendors) });
    const before = tcfcs === undefined ? undefined : choices();
    schema.apply(moment);
    applyVendors(vendors, moment.choices);
    const isChanged = before !== undefined && before !== choices();
    tcfcs = stringAfter(moment.choices, isChanged ? undefined : tcfcs);
  }
  const consents = { ...schema.read(), vendors: vendorLists(vendors), ...(tcfcs !== undefined && { tcfcs }) };
  return { consents, propagated: schema.propagated() };
}

/** A TCF string stands until something changes without a new one; two of one moment contradict each other. */
function stringAfter(events: readonly ChoiceEvent[], kept: string | undefined): string | undefined {
  const living = events.filter(({ isErased }) => isErased !== true).map(({ consents }) => consents.tcfcs);
  const [only, ...others] = new Set(living);
  if (living.every((string) => string === undefined)) return kept;
  return others.length === 0 ? only : undefined;
}

/** The choices alone, for comparison: free-form facts change nothing. */
function choicesText(consents: HeldConsents): string {
  const text = JSON.stringify(consents, (key, value: unknown) => (key === "metadata" ? undefined : value));
  const read: unknown = JSON.parse(text);
  return isJson(read) ? canonicalJson(read) : text;
}
