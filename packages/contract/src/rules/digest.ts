import { sha256 } from "./sha256.ts";

/** A value that JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

const loneSurrogate = /\p{Surrogate}/u;

/**
 * The one spelling of a JSON value: keys sorted by UTF-16 code unit, no white space, absent members left out (RFC 8785).
 * Throws a `TypeError` on a number that JSON cannot carry and on text with a lone surrogate.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("JSON carries finite numbers only.");
  if (typeof value === "string" && loneSurrogate.test(value)) throw new TypeError("The text has a lone surrogate.");
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const member = value[key];
      return member === undefined ? [] : [`${canonicalJson(key)}:${canonicalJson(member)}`];
    });
  return `{${members.join(",")}}`;
}

/** SHA-256 of a value's canonical JSON, as lower-case hex. */
export function digest(value: Json): string {
  return sha256(canonicalJson(value));
}

/** True for a value that JSON can carry as it is: plain objects, lists and finite numbers. */
export function isJson(value: unknown): value is Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object") return false;
  return Object.values(value).every((member) => member === undefined || isJson(member));
}

function isList(value: readonly Json[] | { readonly [key: string]: Json | undefined }): value is readonly Json[] {
  return Array.isArray(value);
}
