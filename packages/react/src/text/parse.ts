import type { SafeLink } from "@notice-consent/contract";
import { safeLink } from "./safe-link.ts";
import { tokenize } from "./tokenize.ts";

/** The elements that a notice's text may hold. */
export type TextTag = "p" | "h" | "ul" | "ol" | "li" | "strong" | "em" | "u" | "br" | "a";

/** One node of a notice's text: a string, or an allowed element. */
export type TextNode =
  | string
  | { readonly tag: TextTag; readonly link: SafeLink | undefined; readonly children: TextNode[] };

type Element = Exclude<TextNode, string>;

const allowed: Readonly<Record<string, TextTag>> = {
  p: "p",
  div: "p",
  h1: "h",
  h2: "h",
  h3: "h",
  h4: "h",
  h5: "h",
  h6: "h",
  ul: "ul",
  ol: "ol",
  li: "li",
  strong: "strong",
  b: "strong",
  em: "em",
  i: "em",
  u: "u",
  br: "br",
  a: "a",
};

const blocks: ReadonlySet<TextTag> = new Set<TextTag>(["p", "h", "ul", "ol", "li"]);
const deepest = 24;

/**
 * A notice's text as a tree of allowed elements; an unknown tag leaves its text behind.
 * The result always starts with blocks: loose text becomes paragraphs, parted by blank lines.
 */
export function parseText(html: string): TextNode[] {
  const root: Element = { tag: "p", link: undefined, children: [] };
  const open: Element[] = [root];
  const top = (): Element => open[open.length - 1] ?? root;
  const closeTo = (index: number): void => {
    if (index > 0) open.length = index;
  };

  for (const token of tokenize(html)) {
    if (token.kind === "text") {
      top().children.push(token.text);
      continue;
    }
    const tag = Object.hasOwn(allowed, token.name) ? allowed[token.name] : undefined;
    if (tag === undefined) continue;
    if (token.kind === "close") {
      closeTo(open.map((element) => element.tag).lastIndexOf(tag));
      continue;
    }
    if (tag === "br") {
      top().children.push({ tag, link: undefined, children: [] });
      continue;
    }
    if (blocks.has(tag)) closeTo(firstImplied(open, tag));
    if (tag === "a") closeTo(open.findIndex((element, index) => index > 0 && element.tag === "a"));
    const element: Element = { tag, link: tag === "a" ? safeLink(token.href) : undefined, children: [] };
    top().children.push(element);
    if (open.length < deepest) open.push(element);
  }
  return asBlocks(root.children);
}

/**
 * Where an open element has to end before a block may begin: a paragraph, heading, link or emphasis holds no block, an
 * item no item.
 */
function firstImplied(open: readonly Element[], tag: TextTag): number {
  const tags = open.map((element) => element.tag);
  const list = Math.max(tags.lastIndexOf("ul"), tags.lastIndexOf("ol"));
  return open.findIndex((element, index) => {
    if (index === 0) return false;
    if (element.tag === "p" || element.tag === "h" || !blocks.has(element.tag)) return true;
    return tag === "li" && element.tag === "li" && index > list;
  });
}

/** Whether there is anything to see of a node: an element that a block has ended may hold nothing. */
function shows(node: TextNode): boolean {
  return typeof node === "string" ? node.trim() !== "" : node.tag === "br" || node.children.some(shows);
}

function asBlocks(nodes: readonly TextNode[]): TextNode[] {
  const result: TextNode[] = [];
  let loose: TextNode[] = [];
  const wrap = (): void => {
    if (loose.some(shows)) {
      result.push({ tag: "p", link: undefined, children: loose });
    }
    loose = [];
  };
  for (const node of nodes) {
    if (typeof node === "string") {
      const [first = "", ...rest] = node.split(/\n\s*\n/u);
      loose.push(first);
      for (const paragraph of rest) {
        wrap();
        loose.push(paragraph);
      }
    } else if (blocks.has(node.tag)) {
      wrap();
      // An item outside a list is no item; what it holds may be a list, which no paragraph takes.
      if (node.tag === "li") result.push(...asBlocks(node.children));
      else if (node.children.length > 0) result.push(node);
    } else {
      loose.push(node);
    }
  }
  wrap();
  return result;
}
