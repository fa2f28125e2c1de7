import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grants, noticeVersions } from "../db/schema.ts";
import { createTestBackend, field, ids, rows, type TestBackend, testContent } from "../test-backend.test-data.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

describe("reading a notice without a token", () => {
  it("answers the active version and nothing personal [W14]", async () => {
    const { status, body, text } = await backend.send(
      "GET",
      `${backend.publicPath}/notices/get-notice/${backend.home.noticeUuid}`,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      detail: {
        uuid: backend.home.noticeUuid,
        name: "Account",
        workspace_uuid: backend.home.address.workspaceUuid,
        reconsent_required: false,
        active_config: { notice_uuid: backend.home.noticeUuid, version: 1, purposes: [{ uuid: ids.account }, {}] },
      },
    });
    expect(text).not.toContain("purpose_selections");
  });

  it("does not know the notices of other workspaces [SEC-B1]", async () => {
    for (const uuid of [backend.neighbour.noticeUuid, backend.stranger.noticeUuid, ids.account, "no-uuid", "%00"]) {
      const received = await backend.send("GET", `${backend.publicPath}/notices/get-notice/${uuid}`);
      expect(received.status).toBe(404);
      expect(received.body).toMatchObject({ detail: { error_code: "NOT_FOUND" } });
    }
    const { workspaceUuid } = backend.home.address;
    const { organisationUuid } = backend.stranger.address;
    const path = `/consent/public/organisations/${organisationUuid}/workspaces/${workspaceUuid}`;
    expect((await backend.send("GET", `${path}/notices/get-notice/${backend.home.noticeUuid}`)).status).toBe(404);
  });
});

describe("reading a notice for a person", () => {
  it("shows no record to someone who decided nothing, and creates nobody [W13]", async () => {
    const { status, text } = await backend.read(await backend.tokenFor({ org_user_id: "n-1" }));
    expect(status).toBe(200);
    expect(text).not.toContain("purpose_selections");
  });

  it("shows what was decided where something is left to ask [W13]", async () => {
    const token = await backend.tokenFor({ org_user_id: "n-2" });
    await backend.submit(token, rows(true, false));
    const { status, body } = await backend.read(token);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      detail: {
        reconsent_required: false,
        purpose_selections: {
          [ids.account]: {
            selected: true,
            status: "ACTIVE",
            data_elements: { [ids.name]: { selected: true, required: true } },
          },
          [ids.offers]: { selected: false, status: "DECLINED" },
        },
      },
    });
  });

  it("answers 409 under `required` once every blocking element is granted, under `all` only when everything is [W29]", async () => {
    const token = await backend.tokenFor({ org_user_id: "n-3" });
    await backend.submit(token, rows(true, false));
    expect((await backend.read(token, "?validate_against=all")).status).toBe(200);
    const covered = await backend.read(token, "?validate_against=required");
    expect(covered.status).toBe(409);
    expect(covered.body).toMatchObject({ detail: { error_code: "CONSENT_ALREADY_PROVIDED" } });
    await backend.submit(token, rows(true, true));
    expect((await backend.read(token)).status).toBe(409);
  });

  it("gives the notice all the same when fully consented data is asked for [W13]", async () => {
    const token = await backend.tokenFor({ org_user_id: "n-4" });
    await backend.submit(token, rows(true, true));
    expect((await backend.read(token, "?include_fully_consented_data=true")).status).toBe(200);
    expect((await backend.read(token, "?include_fully_consented_data=false")).status).toBe(409);
  });

  it("keeps the decisions about different applications apart [W27]", async () => {
    const token = await backend.tokenFor({ org_user_id: "n-5" });
    await backend.submit(token, rows(true, true), { meta_data: { specific_uuid: "app-1" } });
    expect((await backend.read(token, "?specific_uuid=app-1")).status).toBe(409);
    expect((await backend.read(token, "?specific_uuid=app-2")).status).toBe(200);
    expect((await backend.read(token)).status).toBe(200);
  });

  it("refuses an unknown mode by name", async () => {
    const received = await backend.read(await backend.tokenFor({ org_user_id: "n-6" }), "?validate_against=some");
    expect(received.status).toBe(422);
    expect(received.body).toMatchObject({ detail: { fields: [{ path: "validate_against" }] } });
  });

  it("counts a grant past its end as expired, without anyone having touched it", async () => {
    const token = await backend.tokenFor({ org_user_id: "n-7" });
    const submitted = await backend.submit(token, rows(true, true));
    await backend.database.queries
      .update(grants)
      .set({ expiresAt: sql`clock_timestamp()` })
      .where(eq(grants.eventUuid, field(submitted.body, "detail", "event_uuid")));
    const { status, body } = await backend.read(token, "?validate_against=required");
    expect(status).toBe(200);
    expect(body).toMatchObject({ detail: { purpose_selections: { [ids.account]: { status: "EXPIRED" } } } });
  });
});

describe("the language of an answer", () => {
  it("is named in Content-Language: the wanted one that the notice is wholly written in, else its default [W13, W14]", async () => {
    const content = testContent();
    const hindi = {
      notice_text: "हम आपकी सहमति माँगते हैं।",
      purposes: {
        [ids.account]: { name: "खाता", description: "खाता खोलने के लिए।" },
        [ids.offers]: { name: "प्रस्ताव", description: "प्रस्तावों के लिए फ़ोन।" },
      },
      data_elements: { [ids.name]: "नाम", [ids.income]: "आय", [ids.phone]: "फ़ोन" },
    };
    const tamil = { notice_text: "உங்கள் ஒப்புதலைக் கேட்கிறோம்." };
    await backend.publish({ ...content, supported_languages_and_translations: { Hindi: hindi, Tamil: tamil } });
    const token = await backend.tokenFor({ org_user_id: "lang-1" });
    const path = `${backend.publicPath}/notices`;
    const languageFor = async (accepted: string | undefined) => {
      const headers = accepted === undefined ? {} : { "Accept-Language": accepted };
      const answers = [
        await backend.send("GET", `${path}/${backend.home.noticeUuid}`, { token, headers }),
        await backend.send("GET", `${path}/get-notice/${backend.home.noticeUuid}`, { headers }),
      ];
      for (const answer of answers) expect(answer.headers.get("vary")).toContain("Accept-Language");
      return answers.map((answer) => answer.headers.get("content-language"));
    };
    expect(await languageFor("hi-IN,en;q=0.5")).toEqual(["hi", "hi"]);
    expect(await languageFor("ta, hi;q=0.1")).toEqual(["hi", "hi"]);
    expect(await languageFor("ta, fr")).toEqual(["en", "en"]);
    expect(await languageFor(undefined)).toEqual(["en", "en"]);
  });
});

describe("a notice that has changed since the decision", () => {
  it("says what the person decided on, for each purpose that is asked anew and no other [UI-C11]", async () => {
    await backend.publish(testContent({ accountText: "What was agreed to." }));
    const token = await backend.tokenFor({ org_user_id: "earlier-1" });
    await backend.submit(token, rows(true, true));
    await backend.publish(testContent({ accountText: "In between." }));
    await backend.publish(testContent({ accountText: "What is asked now." }));
    const { body } = await backend.read(token);
    const earlier = {
      name: "Account",
      description: "What was agreed to.",
      data_elements: { [ids.name]: "Name", [ids.income]: "Income" },
    };
    expect(body).toMatchObject({
      detail: { purpose_selections: { [ids.account]: { needs_reconsent: true, earlier } } },
    });
    expect(JSON.stringify(body).match(/"earlier"/gu)).toHaveLength(1);
  });
});

describe("decisions about one application", () => {
  it("are asked for anew, withdrawn and ended by themselves [W27]", async () => {
    await backend.publish(testContent({ accountText: "Before the change." }));
    const token = await backend.tokenFor({ org_user_id: "scope-1" });
    const about = (specific_uuid: string) => ({ meta_data: { specific_uuid } });
    await backend.submit(token, rows(true, true), about("loan"));
    await backend.publish(testContent({ accountText: "After the change." }));
    await backend.submit(token, rows(true, true), about("card"));
    const loan = await backend.read(token, "?specific_uuid=loan");
    expect(loan.body).toMatchObject({
      detail: { reconsent_required: true, purpose_selections: { [ids.account]: { needs_reconsent: true } } },
    });
    expect((await backend.read(token, "?specific_uuid=card")).status).toBe(409);
    await backend.submit(token, rows(false, false), { ...about("card"), declined: true });
    expect((await backend.read(token, "?specific_uuid=card")).body).toMatchObject({
      detail: { purpose_selections: { [ids.account]: { status: "WITHDRAWN" } } },
    });
    expect((await backend.read(token, "?specific_uuid=loan")).body).toMatchObject({
      detail: { purpose_selections: { [ids.account]: { status: "ACTIVE" }, [ids.offers]: { status: "ACTIVE" } } },
    });
    expect((await backend.read(token)).text).not.toContain("purpose_selections");
  });
});

describe("fully consented data", () => {
  it("are given with every grant where they are asked for, and never hide what is still open [W13, W41]", async () => {
    const token = await backend.tokenFor({ org_user_id: "full-1" });
    await backend.submit(token, rows(true, true));
    const full = await backend.read(token, "?include_fully_consented_data=true&validate_against=required");
    expect(full.body).toMatchObject({
      detail: {
        reconsent_required: false,
        purpose_selections: {
          [ids.account]: { selected: true, status: "ACTIVE", needs_reconsent: false },
          [ids.offers]: { selected: true, status: "ACTIVE", needs_reconsent: false },
        },
      },
    });
    await backend.publish(testContent({ accountText: "Changed once more for this." }));
    const after = await backend.read(token, "?include_fully_consented_data=true");
    expect(after.body).toMatchObject({ detail: { reconsent_required: true } });
  });
});

describe("publishing a notice again", () => {
  it("asks anew for the purposes that changed and for no others", async () => {
    const token = await backend.tokenFor({ org_user_id: "p-1" });
    await backend.submit(token, rows(true, true));
    const published = await backend.publish(testContent({ accountText: "To open and keep the account." }));
    expect(published.status).toBe("published");
    const { status, body } = await backend.read(token, "?validate_against=required");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      detail: {
        reconsent_required: true,
        purpose_selections: { [ids.account]: { needs_reconsent: true }, [ids.offers]: { needs_reconsent: false } },
        active_config: { version: published.number },
      },
    });
    await backend.submit(token, rows(true, true));
    expect((await backend.read(token)).status).toBe(409);
  });

  it("goes on asking when the earlier words come back: only a new decision settles it [R-F6]", async () => {
    const token = await backend.tokenFor({ org_user_id: "p-2" });
    await backend.publish(testContent({ accountText: "First words." }));
    await backend.submit(token, rows(true, true));
    await backend.publish(testContent({ accountText: "Second words." }));
    await backend.publish(testContent({ accountText: "First words." }));
    const stale = { [ids.account]: { selected: true, needs_reconsent: true } };
    expect((await backend.read(token)).body).toMatchObject({ detail: { purpose_selections: stale } });
    await backend.submit(token, rows(true, true).slice(0, 1));
    expect((await backend.read(token)).status).toBe(409);
  });

  it("asks anew for a purpose that was gone in between, and never for one that was refused", async () => {
    const [consenting, refusing] = [
      await backend.tokenFor({ org_user_id: "p-3" }),
      await backend.tokenFor({ org_user_id: "p-4" }),
    ];
    const whole = testContent({ accountText: "Gone in between." });
    await backend.publish(whole);
    await backend.submit(consenting, rows(true, true));
    await backend.submit(refusing, rows(false, false), { declined: true });
    await backend.publish({ ...whole, purposes: whole.purposes.slice(1) });
    expect((await backend.read(consenting)).status).toBe(409);
    await backend.publish(whole);
    expect((await backend.read(consenting)).body).toMatchObject({
      detail: { reconsent_required: true, purpose_selections: { [ids.account]: { needs_reconsent: true } } },
    });
    expect((await backend.read(refusing)).body).toMatchObject({
      detail: { reconsent_required: false, purpose_selections: { [ids.account]: { needs_reconsent: false } } },
    });
  });

  it("changes nothing when the content is the same, and never changes a version", async () => {
    const before = await backend.publish(testContent({ accountText: "The same twice." }));
    expect(await backend.publish(testContent({ accountText: "The same twice." }))).toEqual({
      ...before,
      status: "unchanged",
      asksAnew: [],
    });
    const change = backend.database.queries.update(noticeVersions).set({ content: "{}" });
    await expect(change).rejects.toMatchObject({
      cause: { message: expect.stringContaining("permission denied") as string },
    });
  });
});
