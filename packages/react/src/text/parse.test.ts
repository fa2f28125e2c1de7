import { describe, expect, it } from "vitest";
import { parseText, type TextNode } from "./parse.ts";

function outline(nodes: readonly TextNode[]): string {
  return nodes
    .map((node) =>
      typeof node === "string" ? node : `<${node.tag}${hrefOf(node)}>${outline(node.children)}</${node.tag}>`,
    )
    .join("");
}

function hrefOf({ link }: Exclude<TextNode, string>): string {
  return link === undefined ? "" : ` ${link.href}`;
}

describe("parseText", () => {
  it.each([
    ["one line", "<p>one line</p>"],
    ["first\n\nsecond", "<p>first</p><p>second</p>"],
    ["<p>one<p>two", "<p>one</p><p>two</p>"],
    ["<b>strong</b> and <i>soft</i>", "<p><strong>strong</strong> and <em>soft</em></p>"],
    ["<ul><li>one<li>two</ul>after", "<ul><li>one</li><li>two</li></ul><p>after</p>"],
    ["<ul><li>one<ul><li>inner</li></ul></li></ul>", "<ul><li>one<ul><li>inner</li></ul></li></ul>"],
    ["line<br/>break", "<p>line<br></br>break</p>"],
    ["<h1>Rights</h1>text", "<h>Rights</h><p>text</p>"],
    ["<strong><p>one</p></strong>", "<p>one</p>"],
    ["<b>loud<p>one</p>two</b>", "<p><strong>loud</strong></p><p>one</p><p>two</p>"],
    ["<ul><li><em>one<li>two</em></ul>", "<ul><li><em>one</em></li><li>two</li></ul>"],
    ["<li><b>one<ul><li>inner</ul></b>", "<p><strong>one</strong></p><ul><li>inner</li></ul>"],
    ["<p></p>text", "<p>text</p>"],
    ["Tom &amp; Ann &lt;3 &#8377;5 &#x20B9;6 &unknown;", "<p>Tom & Ann <3 ₹5 ₹6 &unknown;</p>"],
    ["5 < 6 and 7 > 2", "<p>5 < 6 and 7 > 2</p>"],
  ])("reads %j as %j", (html, expected) => {
    expect(outline(parseText(html))).toBe(expected);
  });

  it("lets the text of an unknown tag stand", () => {
    expect(outline(parseText("<p>a <blink>b</blink> <font color=red>c</font></p>"))).toBe("<p>a b c</p>");
  });

  it.each(["https://bank.example/a", "mailto:dpo@bank.example", "tel:+911800000000"])("keeps a link to %s", (href) => {
    expect(outline(parseText(`<a href="${href}">here</a>`))).toBe(`<p><a ${href}>here</a></p>`);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:https://bank.example/1",
    "file:///etc/passwd",
    "http://bank.example",
    "//bank.example",
    "/relative",
    "#fragment",
    "",
    "https:bank.example",
    "https://",
    "https://bank.example/a b",
  ])("makes no link of the target %j [UI-C9]", (target) => {
    expect(outline(parseText(`<a href='${target}'>here</a>`))).toBe("<p><a>here</a></p>");
  });

  it("ends a link where the next one begins, so that none is nested", () => {
    const html = '<a href="https://a.example">a <a href="https://b.example">b</a>';
    expect(outline(parseText(html))).toBe("<p><a https://a.example>a </a><a https://b.example>b</a></p>");
  });

  it("reads ten thousand nested tags without falling over", () => {
    expect(() => parseText("<ul><li>".repeat(10_000))).not.toThrow();
  });

  it("reads ten thousand half-open tags in a moment", () => {
    const started = performance.now();
    parseText("<a href='".repeat(10_000));
    parseText("<!--".repeat(10_000));
    parseText("<script>".repeat(10_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
