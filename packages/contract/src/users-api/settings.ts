import * as v from "valibot";
import { catalogue } from "./catalogue.ts";
import { regulation } from "./field.ts";

/** Which of the two shapes a workspace's statuses have: 2 without propagation, 1 with channels and propagation. */
export type SchemaVersion = 1 | 2;

/** How a workspace speaks the Users API. */
export const profileSettings = v.object({
  /** Fixed once there are events. */
  schema_version: v.optional(v.picklist([1, 2]), 2),
  /** Schema 1, what an option added below a granted one begins as: `follow` its grant, or `ask`. A refusal is always followed. */
  future_children: v.optional(v.picklist(["follow", "ask"]), "follow"),
  /** The regulation of notices, and of requests that name none. */
  regulation: v.optional(regulation, "gdpr"),
  /** What can be chosen beside the purposes of the notices. */
  catalogue: v.optional(catalogue, { channels: [], purposes: [] }),
});

export type ProfileSettings = v.InferOutput<typeof profileSettings>;
