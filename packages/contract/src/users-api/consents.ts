import * as v from "valibot";
import { isStorable } from "../wire-text.ts";
import { memberName, shortText } from "./field.ts";
import { metadata } from "./metadata.ts";

const id = shortText;
/** Given, refused, or not said at this level; absent is not the same as `null`. */
const enabled = v.optional(v.nullable(v.boolean()));
const optionalMetadata = v.optional(metadata);
const most = 1000;
const list = <Entry extends v.GenericSchema>(entry: Entry) =>
  v.optional(v.pipe(v.array(entry), v.maxLength(most, `At most ${most} entries`)));

const sentChannel = v.object({ id, enabled, metadata: optionalMetadata });

const sentPreference = v.object({ id, enabled, channels: list(sentChannel), metadata: optionalMetadata });

const sentValue = v.object({
  /** Chosen value ids joined by commas. Empty: an explicit refusal of the preference. */
  value: v.pipe(v.string(), v.maxLength(4096), v.check(isStorable, "Unreadable characters")),
  /** One-click consent: filled in from the purpose. Kept in the event alone. */
  from_propagation: v.optional(v.boolean()),
});

const sentPurpose = v.object({
  id,
  enabled,
  /** Legitimate interest; `false` is an objection. */
  enabled_li: v.optional(v.nullable(v.boolean())),
  metadata: optionalMetadata,
  /** Schema 2: by preference id. */
  values: v.optional(v.record(memberName, sentValue)),
  /** One-click consent: the choice filled in values. Kept in the event alone. */
  propagation: v.optional(v.boolean()),
  /** Schema 1. */
  channels: list(sentChannel),
  /** Schema 1. */
  preferences: list(sentPreference),
});

const sentVendors = v.object({
  enabled: list(id),
  disabled: list(id),
  enabled_li: list(id),
  disabled_li: list(id),
});

/** Choices as they are sent, of either schema. What is not listed stays as it is. */
export const sentConsents = v.object({
  purposes: list(sentPurpose),
  /** Schema 1. */
  channels: list(sentChannel),
  vendors: v.optional(sentVendors),
  /** A TCF string, stored as it is. */
  tcfcs: v.optional(v.pipe(v.string(), v.maxLength(8192), v.check(isStorable, "Unreadable characters"))),
});

export type SentChannel = v.InferOutput<typeof sentChannel>;
export type SentPreference = v.InferOutput<typeof sentPreference>;
export type SentPurpose = v.InferOutput<typeof sentPurpose>;
export type SentVendors = v.InferOutput<typeof sentVendors>;
export type SentConsents = v.InferOutput<typeof sentConsents>;

// What cannot be read is never a yes.
const readEnabled = v.fallback(v.nullable(v.boolean()), null);
const readIds = v.fallback(v.array(v.string()), []);

const heldChannel = v.object({ id: v.string(), enabled: readEnabled, metadata: optionalMetadata });

const heldPreference = v.object({
  id: v.string(),
  enabled: readEnabled,
  channels: v.optional(v.array(heldChannel)),
  metadata: optionalMetadata,
});

const heldPurpose = v.object({
  id: v.string(),
  enabled: readEnabled,
  enabled_li: v.optional(readEnabled),
  metadata: optionalMetadata,
  values: v.optional(v.record(v.string(), v.object({ value: v.string() }))),
  channels: v.optional(v.array(heldChannel)),
  preferences: v.optional(v.array(heldPreference)),
});

const noVendors = { enabled: [], disabled: [], enabled_li: [], disabled_li: [] };

/** A user's status, of either schema: schema 2 has `values`, schema 1 `channels` and `preferences`. */
export const heldConsents = v.object({
  channels: v.optional(v.array(heldChannel)),
  purposes: v.optional(v.array(heldPurpose), []),
  vendors: v.optional(
    v.object({ enabled: readIds, disabled: readIds, enabled_li: readIds, disabled_li: readIds }),
    noVendors,
  ),
  tcfcs: v.optional(v.string()),
});

export type HeldChannel = v.InferOutput<typeof heldChannel>;
export type HeldPreference = v.InferOutput<typeof heldPreference>;
export type HeldPurpose = v.InferOutput<typeof heldPurpose>;
export type HeldConsents = v.InferOutput<typeof heldConsents>;
export type HeldVendors = HeldConsents["vendors"];
