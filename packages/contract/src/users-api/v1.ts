import type { Catalogue } from "./catalogue.ts";
import type { HeldChannel, HeldPreference, HeldPurpose } from "./consents.ts";
import { mergeMetadata, type Metadata } from "./metadata.ts";
import { begin, childOf, createNode, lapse, state, stricter, type ChoiceNode, type Statement } from "./propagation.ts";
import type { ChoiceEvent, Moment } from "./status-event.ts";
import type { StatusSchema } from "./status-schema.ts";
import { entriesOf } from "./v1-entries.ts";

/** What is said of a purpose beside consent, and of any option beside a choice. */
interface SideFacts {
  readonly interests: Map<ChoiceNode, boolean>;
  readonly metadata: Map<ChoiceNode, Metadata>;
}

/** Schema 1: purposes over preferences over channels, with propagation to present and future options. */
export function createV1(catalogue: Catalogue, futureChildren: "follow" | "ask"): StatusSchema {
  const root = createNode("");
  const added = plant(root, catalogue);
  const facts: SideFacts = { interests: new Map(), metadata: new Map() };
  const purposes = () => childrenOf(root, "purposes");
  return {
    times: [...added.keys()],
    apply({ at, lapses, choices }: Moment) {
      // First, so that an option added by the version that ends a grant does not inherit it.
      for (const { purposes: ids, decidedAt } of lapses) {
        for (const purpose of purposes()) if (ids.includes(purpose.id)) lapse(purpose, decidedAt, at);
      }
      for (const node of added.get(at) ?? []) begin(node, at, futureChildren);
      const statements = statementsOf(root, choices);
      if (statements.size > 0) for (const node of root.children.values()) state(node, statements, at);
      addFacts(facts, root, choices);
    },
    read: () => {
      const channels = channelsOf(root, facts);
      return {
        ...(channels.length > 0 && { channels }),
        purposes: held(purposes()).map((node) => readPurpose(node, facts)),
      };
    },
    propagated: () => propagatedBelow(root, []),
  };
}

/** Puts the catalogue below a root; answers what is added when. */
function plant(root: ChoiceNode, { channels, purposes }: Catalogue): ReadonlyMap<string, readonly ChoiceNode[]> {
  const added = new Map<string, ChoiceNode[]>();
  const add = (parent: ChoiceNode, kind: Kind, entry: { readonly id: string; readonly added_at: string }) => {
    const node = childOf(parent, kind, entry.id);
    const { addedAt: parentAddedAt = "" } = parent;
    // Nothing is there before what it belongs to.
    const addedAt = entry.added_at > parentAddedAt ? entry.added_at : parentAddedAt;
    node.addedAt = addedAt;
    const those = added.get(addedAt);
    if (those === undefined) added.set(addedAt, [node]);
    else those.push(node);
    return node;
  };
  for (const channel of channels) add(root, "channels", channel);
  for (const purpose of purposes) {
    const node = add(root, "purposes", purpose);
    for (const channel of purpose.channels) add(node, "channels", channel);
    for (const preference of purpose.preferences) {
      const below = add(node, "preferences", preference);
      for (const channel of preference.channels) add(below, "channels", channel);
    }
  }
  return added;
}

type Kind = "purposes" | "preferences" | "channels";

function childrenOf(node: ChoiceNode, kind: Kind): readonly ChoiceNode[] {
  return [...node.children].flatMap(([key, child]) => (key.startsWith(`${kind}/`) ? [child] : []));
}

function held(nodes: readonly ChoiceNode[]): readonly ChoiceNode[] {
  return nodes.filter(({ choice }) => choice !== undefined);
}

function statementsOf(root: ChoiceNode, events: readonly ChoiceEvent[]): ReadonlyMap<ChoiceNode, Statement> {
  const statements = new Map<ChoiceNode, Statement>();
  for (const event of events) {
    for (const { node, enabled } of entriesOf(root, event)) {
      const statement = { enabled, reaches: enabled === true && event.isAsShown !== true };
      statements.set(node, stricter(statements.get(node), statement));
    }
  }
  return statements;
}

function addFacts({ interests, metadata }: SideFacts, root: ChoiceNode, events: readonly ChoiceEvent[]): void {
  const entries = events.flatMap((event) => entriesOf(root, event));
  for (const entry of entries) {
    if (entry.metadata !== undefined) {
      metadata.set(entry.node, mergeMetadata(metadata.get(entry.node) ?? {}, entry.metadata));
    }
    if (entry.legitimateInterest === true) interests.set(entry.node, true);
  }
  // Last, so that an objection wins over the opposite of the same moment.
  for (const { node, legitimateInterest } of entries) if (legitimateInterest === false) interests.set(node, false);
}

function readChannel(node: ChoiceNode, { metadata }: SideFacts): HeldChannel {
  const facts = metadata.get(node) ?? {};
  const { id, choice } = node;
  return { id, enabled: choice?.enabled ?? null, ...(Object.keys(facts).length > 0 && { metadata: facts }) };
}

function channelsOf(node: ChoiceNode, facts: SideFacts): HeldChannel[] {
  return held(childrenOf(node, "channels")).map((channel) => readChannel(channel, facts));
}

function readPreference(node: ChoiceNode, facts: SideFacts): HeldPreference {
  const channels = channelsOf(node, facts);
  return { ...readChannel(node, facts), ...(channels.length > 0 && { channels }) };
}

function readPurpose(node: ChoiceNode, facts: SideFacts): HeldPurpose {
  const interest = facts.interests.get(node);
  const preferences = held(childrenOf(node, "preferences")).map((child) => readPreference(child, facts));
  return {
    ...readPreference(node, facts),
    ...(interest !== undefined && { enabled_li: interest }),
    ...(preferences.length > 0 && { preferences }),
  };
}

function propagatedBelow(node: ChoiceNode, path: readonly string[]): readonly string[] {
  return [...node.children].flatMap(([key, child]) => {
    const here = [...path, key.replace("/", ".")];
    const own = child.choice?.isPropagated === true ? [here.join(".")] : [];
    return [...own, ...propagatedBelow(child, here)];
  });
}
