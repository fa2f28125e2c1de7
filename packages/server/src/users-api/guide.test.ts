import { readFile } from "node:fs/promises";
import { splitApiKey, usersApiEndpoints } from "@notice-consent/contract/users-api";
import { demoNotices } from "@notice-consent/testing";
import { startLiveService, type LiveService } from "@notice-consent/testing/live";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const guide = await readFile(new URL("../../../../docs/users-api.md", import.meta.url), "utf8");

/** A request of the guide with the answer that it shows. */
interface Shown {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly answer: string;
}

const shown: readonly Shown[] = [...guide.matchAll(/```http\n(\w+) (\S+)\n([^]*?)```\n+```json\n([^]*?)```/g)].map(
  ([, method = "", path = "", body = "", answer = ""]) => ({ method, path, body: body.trim() || undefined, answer }),
);

let service: LiveService;
let names: Readonly<Record<string, string>>;
let session: string | undefined;

beforeAll(async () => {
  service = await startLiveService();
  const [purpose] = demoNotices[1]?.active_config.purposes ?? [];
  const pair = splitApiKey(service.apiKey);
  names = {
    organization_id: service.organisationUuid,
    key: pair?.key ?? "",
    secret: pair?.secret ?? "",
    purpose: purpose?.uuid ?? "",
    element: purpose?.data_elements?.[0]?.uuid ?? "",
  };
}, 120_000);
afterAll(() => service.close());

/** A text of the guide with the names in braces replaced. */
function fill(text: string): string {
  return text.replaceAll(/\{(\w+)\}/g, (braced, name: string) => names[name] ?? braced);
}

const anyText: unknown = expect.any(String);

/** What an answer has to match: `…` stands for any text. */
function expected(answer: string): unknown {
  return JSON.parse(fill(answer), (_, value: unknown): unknown => (value === "…" ? anyText : value));
}

describe("the guide to the Users API", { timeout: 60_000 }, () => {
  it("shows the example that runs beside it", async () => {
    const example = await readFile(new URL("example.test.ts", import.meta.url), "utf8");
    expect(guide).toContain(`\`\`\`ts\n${example}\`\`\``);
  });

  it("shows requests with the answers that they get, one after the other [U1, U2, U3, U5, U6, U20, U30]", async () => {
    expect(shown).toHaveLength(4);
    for (const { method, path, body, answer } of shown) {
      const headers = {
        "Content-Type": "application/json",
        ...(session !== undefined && { Authorization: `Bearer ${session}` }),
      };
      const url = new URL(fill(path), service.baseUrl);
      const response = await fetch(url, { method, headers, ...(body !== undefined && { body: fill(body) }) });
      const read: unknown = await response.json();
      expect({ path, status: response.status, read }).toMatchObject({ path, status: 200, read: expected(answer) });
      if (path === "/v1/sessions") session = tokenIn(read);
    }
  });

  it.each(usersApiEndpoints)("lists $method $path", ({ method, path, summary }) => {
    const rows = guide.replaceAll(/ +/g, " ");
    expect(rows).toContain(`| \`${method} ${path}\` | ${summary} |`);
  });
});

function tokenIn(read: unknown): string | undefined {
  if (typeof read !== "object" || read === null || !("access_token" in read)) return undefined;
  return typeof read.access_token === "string" ? read.access_token : undefined;
}
