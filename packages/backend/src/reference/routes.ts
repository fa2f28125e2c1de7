import { createHash } from "node:crypto";
import type { Hono } from "hono";
import type { ServerEnv } from "../http/server-env.ts";
import { readDocument } from "./document.ts";
import { referencePage } from "./page.ts";
import { style } from "./style.ts";

/** `/openapi.json` for machines and `/docs` for people, both made from the endpoints. */
export function mountReference(app: Hono<ServerEnv>, publicUrl?: string): void {
  const document = readDocument(publicUrl);
  const page = referencePage(document);
  // The page's own style by its hash, and nothing else.
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  app.get("/openapi.json", (context) => context.json(document));
  app.get("/docs", (context) => context.html(page, 200, { "Content-Security-Policy": policy }));
}
