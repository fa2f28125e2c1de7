import { readFile } from "node:fs/promises";
import { type Endpoint, endpoints } from "@notice-consent/contract";
import { expect, it } from "vitest";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
const squeezed = readme.replaceAll(/[ -]+/g, " ");

const credentials: Readonly<Record<Endpoint["credential"], string>> = {
  "api-key": "API key",
  "access-token": "access token",
  "refresh-token": "refresh token",
  none: "none",
};

it("shows in the README the example that runs here", async () => {
  const example = await readFile(new URL("example.test.ts", import.meta.url), "utf8");
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
});

it.each(endpoints.map((endpoint) => [endpoint.id, endpoint] as const))("lists %s in the README", (_, endpoint) => {
  const base = endpoint.scope === "public" ? "{pub}" : "{prv}";
  const row = `| \`${endpoint.method} ${base}${endpoint.path}\` | ${credentials[endpoint.credential]} | ${endpoint.summary} |`;
  expect(squeezed).toContain(row.replaceAll(/[ -]+/g, " "));
});
