/** A time as people of a language write it, digits as in the data; blank for what is no time. Not for server HTML. */
export function readableTime(iso: string, lang: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  const format = { dateStyle: "long", timeStyle: "short", numberingSystem: "latn" } as const;
  return new Intl.DateTimeFormat(lang === "en" ? "en-IN" : lang, format).format(date);
}
