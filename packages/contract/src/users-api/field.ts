import * as v from "valibot";
import { isStorable } from "../wire-text.ts";
import { instant } from "./instant.ts";

/** An identifier or a short name, 1 to 256 characters. */
export const shortText = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(256),
  v.check(isStorable, "Unreadable characters"),
);

/** An identifier that names a member, as it is: two that differ in the space around them would become one member. */
export const memberName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(256),
  v.check((text) => isStorable(text) && text === text.trim(), "Unreadable characters, or space around it"),
);

/** ISO 3166-1 alpha-2, upper case. */
export const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, "Two upper-case letters"));

/** Under which law a choice was made, such as `gdpr` or `cpra`. */
export const regulation = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{0,31}$/, "A name such as gdpr"));

/** ISO 8601 with a time zone; read as UTC to the microsecond, so that instants compare as text. */
export const timestamp = v.pipe(
  v.string(),
  v.check((text) => instant(text) !== undefined, "A date and time with a time zone, such as 2026-01-31T12:00:00Z"),
  v.transform((text) => instant(text) ?? text),
);
