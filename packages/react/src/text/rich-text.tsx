import { useMemo, type ReactNode } from "react";
import { parseText, type TextNode } from "./parse.ts";
import { TextLink } from "./text-link.tsx";

interface RichTextProps {
  /** The server's text: plain, or in a small set of HTML elements. */
  readonly html: string;
  /** Level of the headings inside the text. */
  readonly headingLevel: 2 | 3 | 4 | 5 | 6;
  readonly newTab: string;
}

/** A server's text as React elements: an allow-list of tags, no attribute but a checked `href`, no HTML sink. */
export function RichText({ html, headingLevel, newTab }: RichTextProps) {
  const nodes = useMemo(() => parseText(html), [html]);
  return <>{renderAll(nodes, { headingLevel, newTab })}</>;
}

type Setting = Pick<RichTextProps, "headingLevel" | "newTab">;

function renderAll(nodes: readonly TextNode[], setting: Setting): ReactNode[] {
  // The text is static: its nodes never move, so their place is their identity.
  return nodes.map((node, index) => <Rendered key={index} node={node} setting={setting} />);
}

function Rendered({ node, setting }: { readonly node: TextNode; readonly setting: Setting }): ReactNode {
  if (typeof node === "string") return node;
  const children = renderAll(node.children, setting);
  switch (node.tag) {
    case "br":
      return <br />;
    case "a":
      return (
        <TextLink target={node.link?.href ?? ""} newTab={setting.newTab}>
          {children}
        </TextLink>
      );
    case "h": {
      const Heading = `h${setting.headingLevel}` as const;
      return <Heading>{children}</Heading>;
    }
    case "p":
    case "ul":
    case "ol":
    case "li":
    case "strong":
    case "em":
    case "u": {
      const Tag = node.tag;
      return <Tag>{children}</Tag>;
    }
    default:
      return node.tag satisfies never;
  }
}
