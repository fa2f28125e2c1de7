const hex = /^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/iu;
const rgb = /^rgba?\(\s*[\d.]+%?(?:[\s,]+[\d.]+%?){2}(?:\s*[,/]\s*[\d.]+%?)?\s*\)$/iu;

/** A colour in hex digits, or `undefined`. */
export function hexColour(value: unknown): string | undefined {
  return typeof value === "string" && hex.test(value.trim()) ? value.trim() : undefined;
}

/** A colour in hex digits, `rgb()` or `rgba()`, or `undefined`. */
export function colour(value: unknown): string | undefined {
  return hexColour(value) ?? (typeof value === "string" && rgb.test(value.trim()) ? value.trim() : undefined);
}

/** Whole pixels from `12`, `"12"` or `"12px"`, held between two bounds, or `undefined`. */
export function pixels(value: unknown, least: number, most: number): number | undefined {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  const [, digits] = /^(-?\d+(?:\.\d+)?)(?:px)?$/u.exec(text) ?? [];
  return digits === undefined ? undefined : Math.min(most, Math.max(least, Math.round(Number(digits))));
}

/** A number, rounded and held between two bounds, or `undefined`. */
export function wholeNumber(value: unknown, least: number, most: number): number | undefined {
  return typeof value === "number" ? pixels(value, least, most) : undefined;
}

/** A list of font names and nothing else, or `undefined`. */
export function fontNames(value: unknown): string | undefined {
  if (typeof value !== "string" || !/^[\p{L}\p{N}\s,'"-]{1,200}$/u.test(value)) return undefined;
  const quotes = value.replaceAll(/[^'"]/gu, "");
  return value.trim() === "" || !/^(?:''|"")*$/u.test(quotes) ? undefined : value.trim();
}

/** One of the words that are allowed, or `undefined`. */
export function oneOf<Word extends string>(words: readonly Word[], value: unknown): Word | undefined {
  return words.find((word) => word === value);
}

export function yesOrNo(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/** The value's own members, by name; none for anything but an object. */
export function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
