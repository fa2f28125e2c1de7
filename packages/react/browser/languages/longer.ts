/**
 * A text that is at least 60 % longer, in the same words. A single word grows in one piece, which is harder to fit.
 * Placeholders are not repeated.
 */
export function longer(text: string): string {
  const words = text
    .replaceAll(/\{\w+\}/gu, "")
    .split(/\s+/u)
    .filter((word) => word !== "");
  const missing = Math.ceil(text.length * 0.6);
  const [only = "", ...more] = words;
  if (more.length === 0) return text + only.slice(0, missing);
  let extra = "";
  for (let index = 0; extra.length < missing; index += 1) extra += ` ${words[index % words.length]}`;
  return text + extra;
}

/** The same for every text between tags. */
export function longerMarkup(html: string): string {
  return html.replaceAll(/(>)([^<]*\S[^<]*)(<)/gu, (_, open: string, text: string, close: string) => {
    return open + longer(text) + close;
  });
}
