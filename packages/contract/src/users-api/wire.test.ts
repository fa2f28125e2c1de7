import { describe, expect, it } from "vitest";
import type { Schema } from "../endpoint.ts";
import { heldConsents, sentConsents } from "./consents.ts";
import { createEndUserTokenBody } from "./end-user-token.ts";
import { readQuery, usersApiUrl } from "./endpoint.ts";
import { composeUsersApiError, fieldErrors, usersApiErrorName } from "./error.ts";
import { createEvent, createEventBody, deleteEvents, listEvents, readEvent } from "./event.ts";
import { instant } from "./instant.ts";
import { isMetadataSmall, mergeMetadata } from "./metadata.ts";
import { splitApiKey } from "./session.ts";
import { createProfileUserBody, listProfileUsers, patchProfileUserBody, profileUser, readProfileUser } from "./user.ts";

/** What a schema makes of a value, or the paths and messages at fault. */
function read(schema: Schema, value: unknown): unknown {
  const result = schema["~standard"].validate(value);
  if (result instanceof Promise) throw new TypeError("The schemas answer at once.");
  return result.issues === undefined ? result.value : { refused: result.issues.map(({ message }) => message) };
}

const query = (schema: Schema, text: string): unknown => read(schema, readQuery(new URLSearchParams(text)));
const refused = { refused: expect.any(Array) };

describe("a query", () => {
  it("names its organisation [U3]", () => {
    expect(query(listProfileUsers.query, "")).toEqual(refused);
    expect(query(readProfileUser.query, "regulation=gdpr")).toEqual(refused);
    expect(query(listProfileUsers.query, "organization_id=acme")).toMatchObject({
      organization_id: "acme",
      limit: 100,
    });
  });

  it("gives several values by repetition, by brackets or by $in [U4, U34]", () => {
    const ids = (text: string) => query(listProfileUsers.query, `organization_id=acme&${text}`);
    expect(ids("id=one&id=two")).toMatchObject({ ids: ["one", "two"] });
    expect(ids("id[]=one&id[]=two")).toMatchObject({ ids: ["one", "two"] });
    expect(ids("id[$in]=one&id=two&id[$in]=one")).toMatchObject({ ids: ["two", "one"] });
    const events = "organization_id=acme&user_id=one&status[$in]=confirmed&status[$in]=pending_approval";
    expect(query(listEvents.query, `${events}&regulation[$in]=gdpr&regulation[$in]=cpra`)).toMatchObject({
      statuses: ["confirmed", "pending_approval"],
      regulations: ["gdpr", "cpra"],
    });
  });

  it("asks for users of one regulation at a time [U34]", () => {
    const users = (text: string) => query(listProfileUsers.query, `organization_id=acme&${text}`);
    expect(users("regulation=cpra&regulation[$in]=cpra")).toMatchObject({ regulation: "cpra" });
    expect(users("regulation[$in]=gdpr&regulation[$in]=cpra")).toEqual({ refused: ["One regulation at a time"] });
    expect(query(readProfileUser.query, "organization_id=acme&regulation=gdpr&regulation=cpra")).toEqual(refused);
  });

  it("asks for 1 to 100 records a page [U4]", () => {
    const limit = (text: string) => query(listProfileUsers.query, `organization_id=acme&$limit=${text}`);
    expect([limit("1"), limit("100")]).toMatchObject([{ limit: 1 }, { limit: 100 }]);
    for (const wrong of ["0", "101", "-1", "1e1", "ten", ""]) expect(limit(wrong)).toEqual(refused);
  });

  it("asks for an organisation user id whatever its flag says, as long as it is there [U7]", () => {
    const user = (text: string) => query(readProfileUser.query, `organization_id=acme${text}`);
    expect(user("")).toMatchObject({ by_organization_user_id: false });
    for (const flag of ["", "=", "=true", "=false", "=1&$by_organization_user_id=2"]) {
      expect(user(`&$by_organization_user_id${flag}`)).toMatchObject({ by_organization_user_id: true });
    }
  });

  it("for events names one owner, and takes confirmed ones unless it says otherwise [U23]", () => {
    const events = (text: string) => query(listEvents.query, `organization_id=acme${text}`);
    expect(events("")).toEqual({ refused: ["Either user_id or organization_user_id is required"] });
    expect(events("&user_id=one&organization_user_id=two")).toEqual(refused);
    expect(events("&user_id=one")).toMatchObject({ owner: { kind: "user", id: "one" }, statuses: ["confirmed"] });
    expect(query(readEvent.query, "organization_id=acme&organization_user_id=two")).toMatchObject({
      owner: { kind: "organization-user", id: "two" },
    });
  });

  it("that deletes events needs a filter, which may be any property [U26]", () => {
    const events = (text: string) => query(deleteEvents.query, `organization_id=acme&user_id=one${text}`);
    expect(events("")).toEqual({ refused: ["At least one filter is required"] });
    expect(events("&$whatever=1")).toEqual(refused);
    expect(events("&metadata.campaign=spring&status[$in]=confirmed&status[$in]=pending_approval")).toMatchObject({
      filters: [
        { path: ["metadata", "campaign"], values: ["spring"] },
        { path: ["status"], values: ["confirmed", "pending_approval"] },
      ],
    });
  });

  it("refuses what is not built, and overlooks what is not known [U32, U46, U48]", () => {
    const users = (text: string) => query(listProfileUsers.query, `organization_id=acme&${text}`);
    expect(users("$include_full_tree=true")).toEqual({ refused: ["Not supported"] });
    expect(users("$include_full_tree=false&$sort=up&whatever=1")).not.toEqual(refused);
    const event = (text: string) => query(createEvent.query, `organization_id=acme&${text}`);
    expect(event("$generate_tcfcs=true")).toEqual({ refused: ["Not supported"] });
    expect(event("$disable_integrations=true")).toMatchObject({ disable_integrations: true });
    expect(event("")).toMatchObject({ disable_integrations: false });
  });
});

describe("an address", () => {
  it("stands below the origin of the consent service, every part encoded", () => {
    const url = usersApiUrl(
      "https://consent.example/consent/",
      readProfileUser,
      { id: "a/b@c" },
      {
        organization_id: "acme",
        "regulation[$in]": ["gdpr", "cpra"],
        $cursor: undefined,
      },
    );
    const { origin, pathname, searchParams } = new URL(url);
    expect([origin, pathname]).toEqual(["https://consent.example", "/v1/consents/users/a%2Fb%40c"]);
    expect([...searchParams]).toEqual([
      ["organization_id", "acme"],
      ["regulation[$in]", "gdpr"],
      ["regulation[$in]", "cpra"],
    ]);
  });

  it("is not made without its id, or with one that would lead elsewhere", () => {
    for (const id of ["", ".", ".."])
      expect(() => usersApiUrl("https://consent.example", readProfileUser, { id })).toThrow(TypeError);
  });
});

describe("consents that are sent", () => {
  it("keep null, false, true and absent apart, and empty apart from absent [U11, U13, U19]", () => {
    const sent = {
      purposes: [
        { id: "a", enabled: null },
        { id: "b", enabled: false, enabled_li: null },
        { id: "c", enabled: true, values: { d: { value: "" } } },
        { id: "e" },
      ],
      vendors: { disabled: ["x"] },
    };
    expect(read(sentConsents, sent)).toEqual(sent);
  });

  it("keep the marks of one-click consent [U18]", () => {
    const sent = { purposes: [{ id: "a", propagation: true, values: { b: { value: "1", from_propagation: true } } }] };
    expect(read(sentConsents, sent)).toEqual(sent);
  });

  it("are refused with a choice that is none", () => {
    for (const enabled of ["true", 1, 0, "", {}]) {
      expect(read(sentConsents, { purposes: [{ id: "a", enabled }] })).toEqual(refused);
    }
    expect(read(sentConsents, { purposes: [{ id: "a", values: { b: { value: null } } }] })).toEqual(refused);
  });

  it("are refused with a preference named with space around it, which would hide what another one says [U11]", () => {
    const values = { " b": { value: "" }, b: { value: "1" } };
    expect(read(sentConsents, { purposes: [{ id: "a", values }] })).toEqual(refused);
  });
});

describe("a status that is read", () => {
  it("never takes something unreadable for a yes, and always has its four lists of vendors [U13, U31]", () => {
    for (const enabled of ["true", 1, undefined, {}]) {
      expect(read(heldConsents, { purposes: [{ id: "a", enabled }] })).toMatchObject({
        purposes: [{ id: "a", enabled: null }],
      });
    }
    expect(read(heldConsents, {})).toMatchObject({
      vendors: { enabled: [], disabled: [], enabled_li: [], disabled_li: [] },
    });
    expect(read(heldConsents, { vendors: { disabled: ["x"] } })).toMatchObject({
      vendors: { enabled: [], disabled: ["x"] },
    });
  });

  it("may lack what the original lists as optional, and carry what nobody knows yet [U10]", () => {
    const user = { id: "1", organization_id: "acme", version: 1, created_at: "", updated_at: "", tomorrow: true };
    expect(read(profileUser, user)).toMatchObject({ id: "1", metadata: {}, country: null, last_seen_country: null });
  });
});

describe("fields", () => {
  it("of a country are two upper-case letters or null, apart from each other [U30]", () => {
    expect(read(createProfileUserBody, { country: "IN", last_seen_country: null })).toEqual({
      country: "IN",
      last_seen_country: null,
    });
    for (const country of ["in", "IND", "I1", ""]) expect(read(patchProfileUserBody, { country })).toEqual(refused);
    expect(read(patchProfileUserBody, {})).toEqual({});
  });

  it("of a free form have at most 8 KiB and 20 levels, of UTF-8 [U29]", () => {
    const nested = (levels: number): unknown => (levels === 1 ? {} : { a: nested(levels - 1) });
    expect(read(createProfileUserBody, { metadata: nested(20) })).not.toEqual(refused);
    expect(read(createProfileUserBody, { metadata: nested(21) })).toEqual(refused);
    expect(isMetadataSmall({ a: "x".repeat(8 * 1024 - 8) })).toBe(true);
    expect(isMetadataSmall({ a: "x".repeat(8 * 1024 - 7) })).toBe(false);
    expect(isMetadataSmall({ a: "é".repeat(4 * 1024) })).toBe(false);
  });

  it("of a free form are merged key by key, and null removes [U29]", () => {
    expect(mergeMetadata({ a: 1, b: { c: 1 }, d: 1 }, { b: { e: 2 }, d: null, f: 3 })).toEqual({
      a: 1,
      b: { e: 2 },
      f: 3,
    });
    expect(mergeMetadata({ a: 1 }, undefined)).toEqual({ a: 1 });
    const hostile = JSON.parse('{"__proto__":{"admin":true}}') as Readonly<Record<string, unknown>>;
    expect(Object.getPrototypeOf(mergeMetadata({}, hostile))).toBe(Object.prototype);
  });

  it("of a moment are read as UTC to the microsecond, and compare as text [U21]", () => {
    expect(instant("2026-01-31T12:00:00+05:30")).toBe("2026-01-31T06:30:00.000000Z");
    expect(instant("2026-01-31T12:00:00.1234567Z")).toBe("2026-01-31T12:00:00.123456Z");
    for (const wrong of ["2026-01-31", "2026-01-31T12:00:00", "2026-02-30T12:00:00Z", "2026-01-31T25:00:00Z", "now"]) {
      expect(instant(wrong)).toBeUndefined();
    }
    expect(read(createEventBody, { created_at: "2026-01-31T12:00:00Z", consents: {} })).toMatchObject({
      created_at: "2026-01-31T12:00:00.000000Z",
    });
  });

  it("of an end-user token have a default life, and nothing that would be dropped in silence [U47]", () => {
    const body = { organization_id: "acme", organization_user_id: "asha" };
    expect(read(createEndUserTokenBody, body)).toMatchObject({ lifetime: 900 });
    for (const extra of [{ event: {} }, { delegate: { id: "x" } }, { validation: {} }]) {
      expect(read(createEndUserTokenBody, { ...body, ...extra })).toEqual(refused);
    }
  });
});

describe("a refusal", () => {
  it("tells code, name, message and errors, which are an object when there are none [U36]", () => {
    expect(composeUsersApiError("NotFound", "No such user.")).toEqual({
      code: 404,
      name: "NotFound",
      message: "No such user.",
      errors: {},
    });
    expect(fieldErrors([{ path: "consents.purposes.0.id", message: "Unknown id" }])).toEqual({
      "consents.purposes.0.id": { message: "Unknown id" },
    });
    expect([400, 409, 418, 503, 599].map(usersApiErrorName)).toEqual([
      "BadRequest",
      "Conflict",
      "BadRequest",
      "ServiceUnavailable",
      "InternalServerError",
    ]);
  });
});

describe("an API key", () => {
  it("comes apart into the pair of a session, and nothing else does [U1]", () => {
    const secret = "s".repeat(43);
    expect(splitApiKey(`cms_abcdefghij12_${secret}`)).toEqual({ key: "abcdefghij12", secret });
    for (const wrong of ["", secret, `cms_abc_${secret}`, `cms_abcdefghij12_${secret}x`]) {
      expect(splitApiKey(wrong)).toBeUndefined();
    }
  });
});
