import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { consentBase, endpointUrl, pathPattern } from "./endpoint.ts";
import { endpoints } from "./endpoints.ts";
import { readNotice } from "./notice-read.ts";
import { refreshTokens } from "./token-refresh.ts";
import { createUser, getUserByOrgUserId } from "./user.ts";

const address = { organisationUuid: "org", workspaceUuid: "ws" };
const base = "https://api.example.com/consent";

describe("the base", () => {
  test.each([
    ["https://api.example.com", base],
    ["https://api.example.com/", base],
    [" https://api.example.com/consent ", base],
    ["https://api.example.com/consent///", base],
    ["https://api.example.com/eu", "https://api.example.com/eu/consent"],
    ["http://127.0.0.1:4000", "http://127.0.0.1:4000/consent"],
    ["https://api.example.com?x=1#y", base],
  ])("%j means %j [W1]", (given, expected) => {
    expect(consentBase(given)).toBe(expected);
  });

  test.each(["", "api.example.com", "/consent", "ftp://x", "javascript:alert(1)", "https://user:secret@host"])(
    "%j is refused [SEC-C7]",
    (given) => {
      expect(() => consentBase(given)).toThrow(TypeError);
    },
  );
});

describe("paths", () => {
  test("public and private endpoints have the wire's paths [W2]", () => {
    expect(endpointUrl(base, refreshTokens, address)).toBe(
      `${base}/public/organisations/org/workspaces/ws/tokens/refresh`,
    );
    expect(endpointUrl(base, createUser, address)).toBe(
      `${base}/organisations/org/workspaces/ws/consent-ledger/consent-users/`,
    );
  });

  test("every part is percent-encoded and stays one part [SEC-C8]", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (id) => {
        if (id === "." || id === ".." || /\p{Surrogate}/u.test(id)) return;
        const url = new URL(endpointUrl(base, getUserByOrgUserId, address, { org_user_id: id }));
        expect(decodeURIComponent(url.pathname.split("/").at(-1) ?? "")).toBe(id);
        expect(url.pathname.split("/")).toHaveLength(10);
        expect(url.search + url.hash).toBe("");
      }),
    );
  });

  test.each(["", ".", ".."])("a part %j is refused, since it would name another path [SEC-C8]", (id) => {
    expect(() => endpointUrl(base, getUserByOrgUserId, address, { org_user_id: id })).toThrow(TypeError);
  });

  test("query items that are blank or not the endpoint's own are left out [W13]", () => {
    const query = { validate_against: "required", specific_uuid: "", token: "secret" };
    const url = endpointUrl(base, readNotice, address, { notice_uuid: "n" }, query);
    expect(new URL(url).search).toBe("?validate_against=required");
  });

  test("no two endpoints share a method and path", () => {
    const spelled = endpoints.map((endpoint) => `${endpoint.method} ${pathPattern(endpoint)}`);
    expect(new Set(spelled).size).toBe(spelled.length);
    expect(new Set(endpoints.map(({ id }) => id)).size).toBe(endpoints.length);
  });
});
