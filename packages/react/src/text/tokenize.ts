import { decodeEntities } from "./entities.ts";

/** A piece of a notice's text as its author wrote it; tag names are lower case, entities are read. */
export type Token =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "open"; readonly name: string; readonly href: string }
  | { readonly kind: "close"; readonly name: string };

/** Elements whose content is not prose and goes with them. */
const dropped = new Set([
  "script",
  "style",
  "template",
  "iframe",
  "noscript",
  "object",
  "svg",
  "math",
  "textarea",
  "title",
]);

const comment = /<!--[\s\S]*?(?:-->|$)/y;
const declaration = /<[!?][^>]*(?:>|$)/y;
const tag = /<(\/?)([a-z][a-z0-9:-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)(?:>|$)/iy;
const hrefAttribute = /(?:^|[\s"'/])href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/iu;

/** Reads the small HTML that notice texts are written in. Never throws; what is no tag is text. */
export function tokenize(html: string): Token[] {
  const tokens: Token[] = [];
  let text = "";
  let at = 0;
  const flush = (): void => {
    if (text !== "") tokens.push({ kind: "text", text: decodeEntities(text) });
    text = "";
  };
  while (at < html.length) {
    const next = html.indexOf("<", at);
    if (next === -1) break;
    text += html.slice(at, next);
    const skipped = matchAt(comment, html, next) ?? matchAt(declaration, html, next);
    if (skipped !== undefined) {
      at = next + skipped[0].length;
      continue;
    }
    const found = matchAt(tag, html, next);
    if (found === undefined) {
      text += "<";
      at = next + 1;
      continue;
    }
    flush();
    at = next + found[0].length;
    const [, slash, spelled = "", attributes = ""] = found;
    const name = spelled.toLowerCase();
    if (slash === "/") {
      tokens.push({ kind: "close", name });
    } else if (dropped.has(name)) {
      at = endOf(name, html, at);
    } else {
      tokens.push({ kind: "open", name, href: name === "a" ? hrefOf(attributes) : "" });
    }
  }
  text += html.slice(at);
  flush();
  return tokens;
}

function matchAt(pattern: RegExp, html: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(html) ?? undefined;
}

function endOf(name: string, html: string, from: number): number {
  const close = new RegExp(`</${name}[^>]*(?:>|$)`, "iu");
  const found = close.exec(html.slice(from));
  return found === null ? html.length : from + found.index + found[0].length;
}

function hrefOf(attributes: string): string {
  const found = hrefAttribute.exec(attributes);
  return decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? "");
}
