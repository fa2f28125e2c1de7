const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.(\d{1,9}))?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * A moment as ISO 8601 UTC to the microsecond, the form in which moments compare as text.
 * `undefined` for what is no moment: a day that does not exist, or a time without a zone.
 */
export function instant(text: string): string | undefined {
  const [, fraction = ""] = form.exec(text) ?? [undefined];
  if (!form.test(text)) return undefined;
  const seconds = Date.parse(text.replace(/\.\d+/, ""));
  if (Number.isNaN(seconds) || !isDayOfMonth(text)) return undefined;
  const iso = new Date(seconds).toISOString();
  // Years past 9999 carry a sign, which would break the order of texts.
  return iso.length === 24 ? `${iso.slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, "0")}Z` : undefined;
}

// Engines differ on whether 31 February is March or nothing.
function isDayOfMonth(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split("-").map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
