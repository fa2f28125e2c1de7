import { createHash } from "node:crypto";
import { endpoints, errorTable } from "@notice-consent/contract";
import { usersApiEndpoints } from "@notice-consent/contract/users-api";
import { Hono } from "hono";
import { beforeAll, describe, expect, it } from "vitest";
import { securityHeaders } from "../http/security-headers.ts";
import type { ServerEnv } from "../http/server-env.ts";
import { referencePage } from "./page.ts";
import { mountReference } from "./routes.ts";

let app: Hono<ServerEnv>;
let html: string;
let policy: string;
beforeAll(async () => {
  app = new Hono<ServerEnv>();
  app.use(securityHeaders);
  mountReference(app, "https://consent.shop.example/consent");
  const response = await app.request("/docs");
  html = await response.text();
  policy = response.headers.get("content-security-policy") ?? "";
});

describe("the OpenAPI document", () => {
  it("is served as it was generated, with the public address", async () => {
    const response = await app.request("/openapi.json");
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(response.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    const document = (await response.json()) as { openapi: string; servers: unknown; paths: Record<string, object> };
    expect(document).toMatchObject({ openapi: "3.1.0", servers: [{ url: "https://consent.shop.example" }] });
    expect(Object.values(document.paths).flatMap((methods) => Object.keys(methods))).toHaveLength(
      endpoints.length + usersApiEndpoints.length,
    );
  });
});

describe("the reference page", () => {
  it("lists every endpoint with its errors", () => {
    for (const { id, summary, errors } of endpoints) {
      const start = html.indexOf(`id="${id}"`);
      expect(start).toBeGreaterThan(0);
      const section = html.slice(start, html.indexOf("</section>", start));
      expect(section).toContain(summary.replaceAll("'", "&#39;"));
      for (const code of errors) {
        expect(section).toContain(`<code>${code}</code>`);
        expect(section).toContain(`>${errorTable[code].status}</dt>`);
      }
    }
  });

  it("lists the Users API with its session, its parameters and its answers", () => {
    for (const { id } of usersApiEndpoints) expect(html).toContain(`id="${id}"`);
    const start = html.indexOf('id="usersApi.users.list"');
    const section = html.slice(start, html.indexOf("</section>", start));
    expect(section).toContain("A session's access token");
    expect(section).toContain("<code>$cursor</code>");
    expect(section).toContain('href="#shape-UsersApiUserPage"');
  });

  it("shows bodies field by field, with what is required", () => {
    const start = html.indexOf('id="consent.submit"');
    const section = html.slice(start, html.indexOf("</section>", start));
    for (const name of ["notice_uuid", "purposes", "data_elements", "declined", "validate_against"]) {
      expect(section).toContain(`<code class="name">${name}</code>`);
    }
    expect(section).toContain('<span class="required">required</span>');
  });

  it("leads every link of its own somewhere", () => {
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(endpoints.length);
    for (const id of targets) expect(html).toContain(`id="${id}"`);
  });

  it("works under the policy it sends: one style, known by its hash, and nothing from elsewhere [SEC-B16]", () => {
    const styles = [...html.matchAll(/<style>([^]*?)<\/style>/g)].map(([, text]) => text ?? "");
    expect(styles).toHaveLength(1);
    const hash = createHash("sha256")
      .update(styles[0] ?? "")
      .digest("base64");
    expect(policy).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(policy).not.toContain("unsafe");
    expect(html).not.toMatch(/<script|<img|<link|style="| on\w+="|url\(|https?:\/\/(?!consent\.shop\.example)/);
  });

  it("shows text as text", () => {
    const evil = `<img src=x onerror="alert(1)">`;
    const page = referencePage({
      info: { title: evil, version: evil, description: evil },
      servers: [{ url: evil }],
      paths: {
        [evil]: {
          get: {
            operationId: evil,
            summary: evil,
            security: [],
            parameters: [],
            responses: { 200: { description: evil } },
          },
        },
      },
      components: { schemas: { [evil]: { enum: [evil], properties: { [evil]: { type: evil } } } } },
    });
    expect(page).not.toContain("<img");
  });
});
