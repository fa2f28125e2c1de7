import { describe, expect, it } from "vitest";

import { setScene } from "./stack/scene.ts";

const scene = setScene();

/** Ways to run a script, to send somebody elsewhere or to cover the page, each of which leaves a trace here. */
const attacks = [
  "<script>alert(1)</script>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<img src=x onerror=alert(1)>",
  '<img """><script>alert(1)</script>">',
  "<svg onload=alert(1)><script>alert(1)</script></svg>",
  "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<object data='javascript:alert(1)'></object>",
  "<a href='javascript:alert(1)'>go</a>",
  "<a href='JaVa\tScript:alert(1)'>go</a>",
  "<a href='data:text/html,<script>alert(1)</script>'>go</a>",
  "<a href='https://hostile.example' onclick='alert(1)' style='position:fixed;inset:0'>go</a>",
  "<form action='https://hostile.example'><input name='card'></form>",
  "<style>*{display:none}</style><link rel='stylesheet' href='https://hostile.example/a.css'>",
  "<base href='https://hostile.example'><meta http-equiv='refresh' content='0;url=https://hostile.example'>",
  "<template><script>alert(1)</script></template><noscript><img src=x onerror=alert(1)></noscript>",
  "&lt;script&gt;alert(1)&lt;/script&gt;{{constructor.constructor('alert(1)')()}}",
];
const links = [
  "javascript:alert(1)",
  "JAVASCRIPT:alert(1)",
  " java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "//hostile.example",
];

/** What the library reads as a key, not as text. */
const keys = /(?:uuid|_hash|_at|status|type|version|language|position|color|preference)$/u;

/** The answer with every text made hostile: each field gets every attack in turn as `round` grows. */
function poison(value: unknown, round: number, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item, index) => poison(item, round + index, name));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item], index) => [key, poison(item, round + index, key)]),
    );
  }
  if (typeof value !== "string" || keys.test(name)) return value;
  return name.endsWith("url") ? links[round % links.length] : `${value} ${attacks[round % attacks.length]}`;
}

const traces =
  "script, iframe, object, embed, form, input:not([type=checkbox]), style, link, base, meta, template, math";

describe("a notice whose texts are hostile", () => {
  it("stays text in every field, under Trusted Types without a policy of ours [SEC-C9]", async () => {
    const { page } = scene.visitor;
    const alarms: string[] = [];
    page.on("dialog", (dialog) => {
      alarms.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (request.url().includes("hostile.example")) alarms.push(`request: ${request.url()}`);
    });
    await page.addInitScript(() => {
      // The bundler loads the dialog's piece by a plain address; a page that asks for Trusted Types has to vouch for it.
      const factory: unknown = Reflect.get(window, "trustedTypes");
      if (typeof factory === "object" && factory !== null && "createPolicy" in factory) {
        const { createPolicy } = factory;
        const createScriptURL = (address: string): string => {
          const { origin, pathname } = new URL(address, location.href);
          if (origin === location.origin && pathname.startsWith("/_next/static/")) return address;
          throw new TypeError("Not a piece of this site.");
        };
        if (typeof createPolicy === "function") createPolicy.call(factory, "default", { createScriptURL });
      }
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, sample }) => {
        // Every complaint of the console fails the test.
        console.error(`violation of ${violatedDirective}: ${sample}`);
      });
    });
    // The framework has a policy of its own; ours has none, and no policy here lets HTML or script through.
    const policy = "require-trusted-types-for 'script'; trusted-types nextjs nextjs#bundler default";
    await page.route("**/sign-up", async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        headers: { ...response.headers(), "content-security-policy": policy },
      });
    });
    let round = 0;
    await page.route("**/notices/**", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: poison(await response.json(), round) });
    });
    for (; round < attacks.length; round += 1) {
      await scene.visitor.visit("/sign-up");
      const notice = page.getByRole("dialog");
      await notice.getByRole("checkbox").first().waitFor();
      for (const closed of await notice.locator('[aria-expanded="false"]').all()) await closed.click();
      const found = await notice.evaluate((root, selector) => {
        const elements = [...root.querySelectorAll("*")];
        return {
          traces: [...root.querySelectorAll(selector)].map(({ outerHTML }) => outerHTML),
          handlers: elements.flatMap(({ attributes }) =>
            [...attributes].filter(({ name }) => name.startsWith("on")).map(({ name }) => name),
          ),
          schemes: [...root.querySelectorAll<HTMLAnchorElement>('a:not([href^="#"])')]
            .filter(({ protocol, rel }) =>
              protocol === "https:" ? !rel.includes("noopener") : !/^(?:mailto|tel):$/u.test(protocol),
            )
            .map(({ outerHTML }) => outerHTML),
        };
      }, traces);
      expect(found).toEqual({ traces: [], handlers: [], schemes: [] });
      expect(await notice.textContent()).toContain("alert(1)");
      expect([...alarms, ...scene.visitor.complaints]).toEqual([]);
    }
  });
});
