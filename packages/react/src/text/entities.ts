const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00A0",
  shy: "\u00AD",
  zwnj: "\u200C",
  zwj: "\u200D",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  hellip: "…",
  bull: "•",
  middot: "·",
  copy: "©",
  reg: "®",
  rupee: "₹",
};

/** Text with its character references read; one that we do not know stays as it is written. */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));?/giu, (whole, hex, decimal, name) => {
    if (typeof hex === "string") return character(Number.parseInt(hex, 16), whole);
    if (typeof decimal === "string") return character(Number.parseInt(decimal, 10), whole);
    return typeof name === "string" && Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
  });
}

function character(code: number, otherwise: string): string {
  const readable = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return readable ? String.fromCodePoint(code) : otherwise;
}
