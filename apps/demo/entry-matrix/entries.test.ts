import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type FixtureApp, type RunningApp, writeApp } from "./fixture-app.ts";

const everywhere = ["contract", "client"];
const shown = ["react", "react/modal", "react/inline", "react/next", "hooks"];
const serverOnly = ["server", "server/next", "server/express"];
const canary = "cms_canarycanary_0123456789abcdef0123456789abcdef0123456789a";
const cookieCanary = "canary-secret-of-at-least-32-characters";

/** A module that uses every name of some entries, so that nothing of them is shaken out of it. */
function using(entries: readonly string[]): string {
  const names = entries.map((_, index) => `entry${index}`);
  const imports = entries.map((entry, index) => `import * as entry${index} from "@notice-consent/${entry}";`);
  return `${imports.join("\n")}\nconst count = [${names.join(", ")}].map((entry) => Object.keys(entry).length).join(" ");`;
}

const page = "export default function Page() { return <p>{count}</p>; }";
const route = `export const { GET, POST } = createConsentHandler({ identify: () => null });`;
const routeOf = (entries: readonly string[]) =>
  `${using(entries)}\nimport { createConsentHandler } from "@notice-consent/server/next";\n${route}\nvoid count;`;

const sound = {
  "app/server-component/page.jsx": `${using([...everywhere, ...shown, ...serverOnly])}\n${page}`,
  "app/client-component/page.jsx": `"use client";\n${using([...everywhere, ...shown])}\n${page}`,
  "app/rendered/page.jsx": `import { NoticeConsentInline } from "@notice-consent/react";
    import { ConsentProvider } from "@notice-consent/hooks";
    export default function Page() {
      return <ConsentProvider baseUrl="https://consent.example">
        <NoticeConsentInline org_uuid="o" workspace_uuid="w" notice_uuid="n" baseUrl="https://consent.example" />
      </ConsentProvider>;
    }`,
  "app/hook-on-the-server/page.jsx": `import { useConsent } from "@notice-consent/hooks";
    export const dynamic = "force-dynamic";
    export default function Page() { return <p>{String(useConsent({ noticeId: "n" }))}</p>; }`,
  "app/api/consent/[step]/route.js": routeOf([...everywhere, ...serverOnly]),
  "app/api/edge/[step]/route.js": `export const runtime = "edge";\n${routeOf([...everywhere, "server", "server/next"])}`,
};

const names = ["CMS_API_KEY", "REDACTO_BASE_URL", "ORG_UUID", "WORKSPACE_UUID", "COOKIE_SECRET"];

let app: FixtureApp;
let running: RunningApp;

beforeAll(async () => {
  app = await writeApp(sound);
}, 60_000);
afterAll(async () => {
  await running?.stop();
  await app.remove();
}, 60_000);

describe("an application that imports every entry where it belongs", { timeout: 300_000 }, () => {
  it("builds without any configuration [I-N1, I-N2]", async () => {
    const { succeeded, output } = await app.build();
    expect(succeeded ? "built" : output).toBe("built");
  });

  it("answers its first request by naming every setting that is missing, on Node and at the edge [I-N1, I-N9]", async () => {
    running = await app.start();
    for (const path of ["api/consent/token", "api/edge/token"]) {
      const response = await fetch(`${running.url}/${path}`, { method: "POST" });
      const body = await response.text();
      expect([path, response.status, response.headers.get("cache-control")]).toEqual([path, 500, "no-store"]);
      for (const name of names) expect(body).toContain(name);
    }
    expect((await fetch(`${running.url}/api/consent/token`)).status).toBe(405);
    const cross = { method: "POST", headers: { origin: "https://evil.example" } };
    expect((await fetch(`${running.url}/api/consent/token`, cross)).status).toBe(403);
  });

  it("renders components and the provider on the server, and says what is wrong of a hook there [I-N2]", async () => {
    const rendered = await fetch(`${running.url}/rendered`);
    expect(rendered.status).toBe(200);
    expect((await fetch(`${running.url}/hook-on-the-server`)).status).toBe(500);
    expect(running.output()).toMatch(
      /Attempted to call useConsent\(\) from the server but useConsent is on the client/,
    );
  });

  it("hands browsers neither a key nor anything that could use one [I-N3, SEC-C1]", async () => {
    const { succeeded, output } = await app.build({ CMS_API_KEY: canary, COOKIE_SECRET: cookieCanary });
    expect(succeeded ? "built" : output).toBe("built");
    const code = await app.browserOutput();
    // It is the real output: what a browser does send is in it.
    expect(code).toContain("Idempotency-Key");
    for (const trace of [
      canary,
      cookieCanary,
      "X-CMS-API-Key",
      "CMS_API_KEY",
      "nc_anon",
      "createConsentServer needs",
    ]) {
      expect(code.includes(trace) ? trace : "").toBe("");
    }
  });
});

it(
  "an application that imports a server's entry into a page does not build, and learns why [I-N2]",
  { timeout: 300_000 },
  async () => {
    const wrong = serverOnly.map((entry) => [
      `app/${entry.replace("/", "-")}/page.jsx`,
      `"use client";\nimport { createConsentHandler } from "@notice-consent/${entry}";
    export default function Page() { return <p>{typeof createConsentHandler}</p>; }`,
    ]);
    const mistaken = await writeApp(Object.fromEntries(wrong));
    try {
      const { succeeded, output } = await mistaken.build();
      expect(succeeded).toBe(false);
      const sentence =
        /export createConsentHandler was not found in module \S*packages\/server\/src\/for-server-code-only/g;
      expect(output.match(sentence)).toHaveLength(serverOnly.length);
    } finally {
      await mistaken.remove();
    }
  },
);
