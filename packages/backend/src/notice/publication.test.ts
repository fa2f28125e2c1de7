import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grants, noticeVersions } from "../db/schema.ts";
import { errorCodeOf } from "../declared-errors.test-data.ts";
import { demoNotices } from "../seed/notices/notices.ts";
import {
  createApiKey,
  createTestBackend,
  field,
  ids,
  rows,
  type TestBackend,
  testContent,
} from "../test-backend.test-data.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

const legal = {
  controller_name: "Test Limited",
  withdrawal_url: "https://test.example/choices",
  rights_url: "https://test.example/rights",
  complaint_url: "https://test.example/complaint",
};
const whole = (change: Parameters<typeof testContent>[0] = {}) => ({
  ...testContent(change),
  legal,
  dpo_info: { dpo_email: "dpo@test.example" },
});
const noticesPath = () => backend.usersPath.replace(/consent-ledger.*$/, "notices");
const create = (body: object, key = backend.home.apiKey) => backend.send("POST", noticesPath(), { key, body });
const publish = (body: object, uuid = backend.home.noticeUuid) =>
  backend.send("POST", `${noticesPath()}/${uuid}/versions`, { key: backend.home.apiKey, body });
const versions = (uuid = backend.home.noticeUuid) =>
  backend.send("GET", `${noticesPath()}/${uuid}/versions`, { key: backend.home.apiKey });
const gapsIn = ({ body }: { body: unknown }): { code: string; path: string }[] =>
  (body as { detail: { fields: { code: string; path: string }[] } }).detail.fields;

describe("publishing a version", () => {
  it("answers which version it is, what is asked anew, and what is only a warning [UI-L5]", async () => {
    const received = await publish({ content: whole({ accountText: "To open an account." }) });
    expect(received.status).toBe(201);
    expect(received.body).toMatchObject({
      detail: {
        notice_uuid: backend.home.noticeUuid,
        version: 2,
        status: "published",
        reconsent_purposes: [ids.account],
      },
    });
    const { warnings } = (received.body as { detail: { warnings: { code: string }[] } }).detail;
    expect(warnings).toHaveLength(22);
    expect(new Set(warnings.map(({ code }) => code))).toEqual(new Set(["LANGUAGE_MISSING"]));
    const read = await backend.send("GET", `${backend.publicPath}/notices/get-notice/${backend.home.noticeUuid}`);
    expect(field(read.body, "detail", "active_config", "uuid")).toBe(field(received.body, "detail", "version_uuid"));
    expect(field(read.body, "detail", "active_config", "content_hash")).toBe(
      field(received.body, "detail", "content_hash"),
    );
  });

  it("makes no version of what is active already, and one of what it is told to ask anew", async () => {
    const content = whole({ accountText: "Twice." });
    const first = await publish({ content });
    const again = await publish({ content, name: "Renamed" });
    expect(again.body).toMatchObject({ detail: { status: "unchanged", reconsent_purposes: [] } });
    expect(field(again.body, "detail", "version_uuid")).toBe(field(first.body, "detail", "version_uuid"));
    const token = await backend.tokenFor({ org_user_id: "pub-1" });
    await backend.submit(token, rows(true, true));
    const named = await publish({ content, reconsent_purposes: [ids.offers] });
    expect(named.body).toMatchObject({ detail: { status: "published", reconsent_purposes: [ids.offers] } });
    expect((await backend.read(token)).body).toMatchObject({
      detail: {
        name: "Renamed",
        reconsent_required: true,
        purpose_selections: { [ids.account]: { needs_reconsent: false }, [ids.offers]: { needs_reconsent: true } },
      },
    });
  });

  it("asks nobody anew for a corrected translation", async () => {
    const content = whole({ accountText: "Translated." });
    const hindi = (name: string) => ({
      ...content,
      supported_languages_and_translations: { Hindi: { purposes: { [ids.account]: name } } },
    });
    await publish({ content: hindi("खता") });
    const received = await publish({ content: hindi("खाता") });
    expect(received.body).toMatchObject({ detail: { status: "published", reconsent_purposes: [] } });
  });

  it("touches no grant, however many there are", async () => {
    await publish({ content: whole({ accountText: "Before." }) });
    for (const org_user_id of ["pub-2", "pub-3"])
      await backend.submit(await backend.tokenFor({ org_user_id }), rows(true, true));
    const before = await backend.database.queries.select().from(grants);
    await publish({ content: whole({ accountText: "After." }) });
    expect(await backend.database.queries.select().from(grants)).toEqual(before);
  });

  it("is refused while a legal element is missing: all of them are named, and nothing is written [UI-C1]", async () => {
    const before = await backend.database.queries.$count(noticeVersions);
    const received = await publish({ content: { purposes: [{ uuid: ids.account }] } });
    expect(received.status).toBe(422);
    expect(errorCodeOf(received)).toBe("VALIDATION_FAILED");
    expect(gapsIn(received).map(({ code, path }) => `${code} ${path}`)).toEqual([
      "CONTROLLER_NAME_MISSING legal.controller_name",
      "PURPOSE_NAME_MISSING purposes.0.name",
      "PURPOSE_DESCRIPTION_MISSING purposes.0.description",
      "DATA_ELEMENTS_MISSING purposes.0.data_elements",
      "WITHDRAWAL_LINK_MISSING legal.withdrawal_url",
      "RIGHTS_LINK_MISSING legal.rights_url",
      "COMPLAINT_LINK_MISSING legal.complaint_url",
      "CONTACT_MISSING dpo_info",
    ]);
    expect(await backend.database.queries.$count(noticeVersions)).toBe(before);
  });

  it("is refused for a missing language where the workspace says so [UI-L5]", async () => {
    const setGate = (language_gate: "warn" | "block") =>
      backend.send("PATCH", `${noticesPath()}/settings`, { key: backend.home.apiKey, body: { language_gate } });
    await setGate("block");
    const content = whole({ accountText: "Only in English." });
    const received = await publish({ content });
    expect(received.status).toBe(422);
    expect(gapsIn(received)).toContainEqual({
      code: "LANGUAGE_MISSING",
      path: "supported_languages_and_translations.Tamil",
      message: "Not written in Tamil.",
    });
    await setGate("warn");
    expect((await publish({ content })).status).toBe(201);
  });

  it("refuses content that cannot be a notice's by its fields", async () => {
    for (const content of [null, [], {}, { purposes: "all" }, { purposes: [{ name: "No uuid" }] }]) {
      const received = await publish({ content });
      expect(received.status).toBe(422);
      expect(gapsIn(received)[0]?.path).toMatch(/^content/);
    }
  });
});

describe("making a notice", () => {
  it("publishes its first version, which people can decide on at once", async () => {
    const received = await create({ name: "Newsletter", content: whole() });
    expect(received.status).toBe(201);
    expect(received.body).toMatchObject({ detail: { version: 1, status: "published" } });
    const uuid = field(received.body, "detail", "notice_uuid");
    const token = await backend.tokenFor({ org_user_id: "pub-4" });
    const submitted = await backend.submit(token, rows(true, true), { notice_uuid: uuid });
    expect(submitted.body).toMatchObject({ detail: { verdict: { may_proceed: true } } });
    expect((await versions(uuid)).body).toMatchObject({ detail: { versions: [{ version: 1, active: true }] } });
  });

  it("wants a name, a complete notice and a key that may", async () => {
    expect((await create({ content: whole() })).status).toBe(422);
    expect((await create({ name: "Half", content: testContent() })).status).toBe(422);
    const { workspaceUuid } = backend.home.address;
    const key = await createApiKey(backend.database, backend.keys, workspaceUuid, ["tokens", "users"]);
    const received = await create({ name: "Not allowed", content: whole() }, key);
    expect([received.status, errorCodeOf(received)]).toEqual([403, "FORBIDDEN"]);
  });
});

describe("the versions of a notice", () => {
  it("are listed from the newest on, and one of them is active", async () => {
    const created = await create({ name: "Listed", content: whole() });
    const uuid = field(created.body, "detail", "notice_uuid");
    await publish({ content: whole({ accountText: "Other words." }) }, uuid);
    await publish({ content: whole() }, uuid);
    expect((await versions(uuid)).body).toEqual({
      detail: {
        versions: [3, 2, 1].map((version) => ({
          version,
          version_uuid: expect.any(String) as string,
          content_hash: version === 2 ? (expect.any(String) as string) : field(created.body, "detail", "content_hash"),
          deployed_at: expect.stringMatching(/Z$/) as string,
          active: version === 3,
        })),
      },
    });
  });

  it("belong to their workspace alone [SEC-B1]", async () => {
    for (const uuid of [backend.neighbour.noticeUuid, backend.stranger.noticeUuid, ids.account, "no-uuid"]) {
      expect((await versions(uuid)).status).toBe(404);
      expect((await publish({ content: whole() }, uuid)).status).toBe(404);
    }
  });
});

describe("the demo's notices", () => {
  it("pass the gate that every notice has to pass [UI-C1]", async () => {
    for (const { name, content } of demoNotices) {
      const received = await create({ name, content });
      expect([name, received.status]).toEqual([name, 201]);
    }
  });
});
