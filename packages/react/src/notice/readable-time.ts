/**
 * A time as people of a language write it, digits as in the data; blank for what is no time. Where the browser does not
 * know the language, numbers alone: its own default would be a third language on screen. Not for server HTML.
 */
export function readableTime(iso: string, lang: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  const format = { dateStyle: "long", timeStyle: "short", numberingSystem: "latn" } as const;
  const locale = lang === "en" ? "en-IN" : lang;
  if (Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0)
    return new Intl.DateTimeFormat(locale, format).format(date);
  const here = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return here.toISOString().slice(0, 16).replace("T", " ");
}
