import type { SentChannel, SentConsents, SentPreference, SentPurpose } from "./consents.ts";
import type { Metadata } from "./metadata.ts";
import { childOf, type ChoiceNode } from "./propagation.ts";
import type { ChoiceEvent } from "./status-event.ts";

/** What an event says at one level of schema 1. */
export interface SentEntry {
  readonly node: ChoiceNode;
  readonly enabled: boolean | null;
  readonly legitimateInterest: boolean | null;
  readonly metadata: Metadata | undefined;
}

/** Every entry of an event, the options that it names for the first time included. Of an erased identity, what it refused. */
export function entriesOf(root: ChoiceNode, { consents, isErased }: ChoiceEvent): readonly SentEntry[] {
  const branches = branchesOf(root, consents);
  return isErased === true ? branches.flatMap(refusalsIn) : branches.flatMap(flatten);
}

interface Branch {
  readonly entry: SentEntry;
  readonly below: readonly Branch[];
}

function branchesOf(root: ChoiceNode, { purposes = [], channels = [] }: SentConsents): readonly Branch[] {
  return [...channelsBelow(root, channels), ...purposes.map((purpose) => ofPurpose(root, purpose))];
}

function ofPurpose(root: ChoiceNode, sent: SentPurpose): Branch {
  const node = childOf(root, "purposes", sent.id);
  const preferences = (sent.preferences ?? []).map((preference) => ofPreference(node, preference));
  const entry = { ...entryAt(node, sent), legitimateInterest: sent.enabled_li ?? null };
  return { entry, below: [...channelsBelow(node, sent.channels), ...preferences] };
}

function ofPreference(parent: ChoiceNode, sent: SentPreference): Branch {
  const node = childOf(parent, "preferences", sent.id);
  return { entry: entryAt(node, sent), below: channelsBelow(node, sent.channels) };
}

function channelsBelow(parent: ChoiceNode, channels: readonly SentChannel[] = []): Branch[] {
  return channels.map((sent) => ({ entry: entryAt(childOf(parent, "channels", sent.id), sent), below: [] }));
}

function entryAt(node: ChoiceNode, { enabled = null, metadata }: SentChannel): SentEntry {
  return { node, enabled, legitimateInterest: null, metadata };
}

function flatten({ entry, below }: Branch): readonly SentEntry[] {
  return [entry, ...below.flatMap(flatten)];
}

function refusalsIn({ entry, below }: Branch): readonly SentEntry[] {
  const deeper = below.flatMap(refusalsIn);
  const isRefusal = entry.enabled === false || entry.legitimateInterest === false;
  if (!isRefusal && deeper.length === 0) return [];
  const { node, enabled, legitimateInterest } = entry;
  const refused = (value: boolean | null): boolean | null => (value === true ? null : value);
  const kept = { node, enabled: refused(enabled), legitimateInterest: refused(legitimateInterest) };
  return [{ ...kept, metadata: undefined }, ...deeper];
}
