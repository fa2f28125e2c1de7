import type { Work } from "./counted-work.ts";

/** One node of a plan, as `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)` writes it; only what is counted. */
export interface PlanNode {
  readonly "Node Type": string;
  readonly Operation?: string;
  readonly "Parent Relationship"?: string;
  readonly "Subplan Name"?: string;
  readonly "CTE Name"?: string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Conflict Arbiter Indexes"?: readonly string[];
  readonly "Tuples Inserted"?: number;
  readonly "Shared Hit Blocks": number;
  readonly "Shared Read Blocks": number;
  readonly Plans?: readonly PlanNode[];
}

/** The plan of one statement. */
export interface ExplainedPlan {
  readonly "Query Text": string;
  readonly Plan: PlanNode;
}

/** What one statement did, on tables that have so many indexes each. */
export function workOf({ Plan: root }: ExplainedPlan, indexes: ReadonlyMap<string, number>): Work {
  const nodes = [...allNodes(root)];
  const read = new Set(nodes.flatMap((node) => node["CTE Name"] ?? []));
  // A part that writes and that nothing reads runs after the rest, whose count it is not in.
  const late = nodes.filter((node) => isWritingPart(node) && !read.has(nameOf(node)));
  return {
    buffers: [root, ...late].reduce((sum, node) => sum + node["Shared Hit Blocks"] + node["Shared Read Blocks"], 0),
    rows: nodes.reduce((sum, node) => sum + rowsOf(node), 0),
    descents: nodes.reduce((sum, node) => sum + descentsOf(node, indexes), 0),
  };
}

function* allNodes(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* allNodes(child);
}

function isWritingPart(node: PlanNode): boolean {
  return node["Node Type"] === "ModifyTable" && (node["Subplan Name"] ?? "").startsWith("CTE ");
}

function nameOf(node: PlanNode): string {
  return (node["Subplan Name"] ?? "").replace(/^CTE /u, "");
}

function rowsOf(node: PlanNode): number {
  if (node["Relation Name"] === undefined) return 0;
  return isInsert(node)
    ? written(node)
    : (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"];
}

// A new row is entered in every index of its table; before that, a row that may be there already is looked for.
function descentsOf(node: PlanNode, indexes: ReadonlyMap<string, number>): number {
  if (!isInsert(node)) return node["Index Name"] === undefined ? 0 : node["Actual Loops"];
  const looks = written(node) * (node["Conflict Arbiter Indexes"]?.length ?? 0);
  return looks + (node["Tuples Inserted"] ?? written(node)) * (indexes.get(node["Relation Name"] ?? "") ?? 0);
}

function isInsert(node: PlanNode): boolean {
  return node["Node Type"] === "ModifyTable" && node.Operation === "Insert";
}

// What an insert itself returns is only what it was asked to.
function written({ Plans = [] }: PlanNode): number {
  return Plans.reduce((sum, source) => sum + source["Actual Rows"] * source["Actual Loops"], 0);
}
