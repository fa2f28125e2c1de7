/** Which of the two shapes a workspace's statuses have: 2 without propagation, 1 with channels and propagation. */
export type SchemaVersion = 1 | 2;

/** How a workspace computes statuses. */
export interface StatusSettings {
  /** Fixed once there are events. */
  readonly schema_version: SchemaVersion;
  /** Schema 1, what an option added below a granted one begins as: `follow` its grant, or `ask`. A refusal is always followed. */
  readonly future_children: "follow" | "ask";
}
