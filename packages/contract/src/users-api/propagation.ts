/** What holds at one level of a schema 1 status. */
interface Choice {
  readonly enabled: boolean | null;
  /** When it came to hold. */
  readonly at: string;
  /** Whether it came from the level above. */
  readonly isPropagated: boolean;
  /** Whether a grant reaches the levels below; a refusal always does. */
  readonly reaches: boolean;
}

/** One option of a schema 1 status with the options below it. */
export interface ChoiceNode {
  readonly id: string;
  readonly parent: ChoiceNode | undefined;
  /** By kind and id, such as `channels` and `email`. */
  readonly children: Map<string, ChoiceNode>;
  /** Absent when it is known from events alone. */
  addedAt: string | undefined;
  choice: Choice | undefined;
}

/** What is said about one option at one moment; `null` says nothing, and yet that the option is there. */
export interface Statement {
  readonly enabled: boolean | null;
  readonly reaches: boolean;
}

/** An option without anything said. */
export function createNode(id: string, parent?: ChoiceNode): ChoiceNode {
  return { id, parent, children: new Map(), addedAt: undefined, choice: undefined };
}

/** The option of a kind below another one, made when it is new. */
export function childOf(parent: ChoiceNode, kind: string, id: string): ChoiceNode {
  const key = `${kind}/${id}`;
  const known = parent.children.get(key);
  if (known !== undefined) return known;
  const node = createNode(id, parent);
  parent.children.set(key, node);
  return node;
}

/** Two statements of one moment as one: the stricter. */
export function stricter(one: Statement | undefined, other: Statement): Statement {
  if (one === undefined) return other;
  if (one.enabled === other.enabled) return { enabled: one.enabled, reaches: one.reaches || other.reaches };
  if (one.enabled === null) return other;
  if (other.enabled === null) return one;
  return one.enabled ? other : one;
}

/**
 * Applies all statements of one moment to a node and what is below it.
 * A refusal goes all the way down. A grant goes down to every option that exists, except where the same moment refuses.
 */
export function state(
  node: ChoiceNode,
  statements: ReadonlyMap<ChoiceNode, Statement>,
  at: string,
  fromAbove?: Statement,
): void {
  const own = statements.get(node);
  const isThere = own !== undefined || node.choice !== undefined || (node.addedAt !== undefined && node.addedAt <= at);
  if (!isThere) return;
  const holds = resolve(own, fromAbove);
  if (holds !== undefined) node.choice = { ...holds, at, isPropagated: holds === fromAbove };
  else if (own !== undefined) node.choice ??= { enabled: null, at, isPropagated: false, reaches: false };
  const handedDown = holds !== undefined && (holds.enabled === false || holds.reaches) ? holds : undefined;
  for (const child of node.children.values()) state(child, statements, at, handedDown);
}

function resolve(own: Statement | undefined, fromAbove: Statement | undefined): Statement | undefined {
  if (fromAbove?.enabled === false) return fromAbove;
  if (own?.enabled === false) return own;
  return fromAbove ?? (own?.enabled === true ? own : undefined);
}

/** Gives an option that is new what holds at the level above it. */
export function begin(node: ChoiceNode, at: string, futureChildren: "follow" | "ask"): void {
  const above = node.parent?.choice;
  if (node.choice !== undefined || above === undefined || above.enabled === null) return;
  if (!above.enabled) {
    node.choice = { enabled: false, at, isPropagated: true, reaches: false };
  } else if (above.reaches) {
    const follows = futureChildren === "follow";
    node.choice = { enabled: follows || null, at, isPropagated: true, reaches: follows };
  }
}

/** Ends the grants at a node and below it that came to hold by a moment. */
export function lapse(node: ChoiceNode, decidedAt: string, at: string): void {
  if (node.choice?.enabled === true && node.choice.at <= decidedAt) {
    node.choice = { ...node.choice, enabled: null, at, reaches: false };
  }
  for (const child of node.children.values()) lapse(child, decidedAt, at);
}
