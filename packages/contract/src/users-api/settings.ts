import * as v from "valibot";
import { catalogue } from "./catalogue.ts";
import { regulation } from "./field.ts";

/** Which of the two shapes a workspace's statuses have: 2 without propagation, 1 with channels and propagation. */
export type SchemaVersion = 1 | 2;

/** How a workspace computes statuses. */
export interface StatusSettings {
  /** Fixed once there are events. */
  readonly schema_version: SchemaVersion;
  /** Schema 1, what an option added below a granted one begins as: `follow` its grant, or `ask`. A refusal is always followed. */
  readonly future_children: "follow" | "ask";
}

/** What an operator sets of how a workspace speaks the Users API. What is left out stays as it is. */
export const profileSettings = v.strictObject({
  schema_version: v.optional(v.picklist([1, 2])),
  future_children: v.optional(v.picklist(["follow", "ask"])),
  /** Of decisions on notices, and of requests that name none. Fixed once there are events. */
  regulation: v.optional(regulation),
  /** Added to what can be chosen already. */
  catalogue: v.optional(catalogue),
});
export type ProfileSettings = v.InferOutput<typeof profileSettings>;
