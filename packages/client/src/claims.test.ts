import { aToken } from "@notice-consent/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64Url, readClaims } from "./claims.ts";

const encode = (text: string): string => Buffer.from(text, "utf8").toString("base64url");
const jwt = (payload: string): string => `${encode("{}")}.${encode(payload)}.signature`;

describe("claims of an access token", () => {
  it("are read without verifying anything [W6]", () => {
    const token = aToken({ organisation_uuid: "o", workspace_uuid: "w", sub: "s", user_uuid: "u", iat: 10, exp: 20 });
    expect(readClaims(token)).toEqual({
      organisationUuid: "o",
      workspaceUuid: "w",
      sub: "s",
      userUuid: "u",
      iat: 10,
      exp: 20,
    });
  });

  it.each([
    ["no JWT at all", "opaque"],
    ["two parts with an unreadable payload", "a.%%%"],
    ["four parts", "a.b.c.d"],
    ["a payload that is no JSON", jwt("nonsense")],
    ["a payload that is a list", jwt("[1]")],
    ["bytes that are no UTF-8", `a.${Buffer.from([0xff, 0xfe]).toString("base64url")}.c`],
    ["more than 8 KiB", jwt(`{"sub":"${"x".repeat(9000)}"}`)],
    ["nothing", ""],
  ])("of a token that is %s are unknown, without an error [R-E7]", (_, token) => {
    expect(readClaims(token)).toBeUndefined();
  });

  it("ignore claims of the wrong type and what a prototype would add [R-E7]", () => {
    const claims = readClaims(jwt('{"__proto__":{"sub":"evil"},"exp":"soon","iat":-1,"user_uuid":{"a":1}}'));
    expect(claims?.sub).toBeUndefined();
    expect(claims?.exp).toBeUndefined();
    expect(claims?.iat).toBeUndefined();
    expect(claims?.userUuid).toBeUndefined();
  });

  it("never throw, whatever the host supplies [R-E7]", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json().map(jwt), fc.base64String()), (token) => {
        expect(() => readClaims(token)).not.toThrow();
      }),
    );
  });

  it("are decoded without atob and TextDecoder: decoding undoes encoding over Unicode [R-E3]", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(decodeBase64Url(encode(text))).toBe(text);
      }),
    );
  });
});
