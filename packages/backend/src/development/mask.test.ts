import { describe, expect, it } from "vitest";
import { maskAddress, maskJson, maskText } from "./mask.ts";

describe("masking", () => {
  it.each([
    ["asha.rao+x@mail.example.org", "•••@•••"],
    ["write to a@b.in now", "write to •••@••• now"],
    ["+91 98765 43210", "+•••"],
    ["phone_+919876543210", "phone_+•••"],
    ["98765 43210", "•••"],
    ["Bearer eyJhbGciOi.eyJzdWIi.c2ln", "Bearer •••"],
    ["cms_abcdefghijkl_0123456789", "•••"],
  ])("hides what could identify in %j", (text, shown) => {
    expect(maskText(text)).toBe(shown);
  });

  it.each(["temp_5b0f", "user_123", "2026-11-21T10:00:00Z", "14bb5b70-0b50-47e2-9c8e-e2cceb614af3", "CONFLICT", "12"])(
    "leaves %j as it is",
    (text) => {
      expect(maskText(text)).toBe(text);
    },
  );

  it("goes by the name of a member too, at every depth", () => {
    const body = {
      detail: [{ refresh_token: "r", password: 123, key: "k", primary_mobile: 98_765, name: "A", org_user_id: "u" }],
      purpose: { name: "Offers", expires_in: 60 },
    };
    expect(maskJson(body)).toEqual({
      detail: [
        { refresh_token: "•••", password: "•••", key: "•••", primary_mobile: "•••", name: "•••", org_user_id: "u" },
      ],
      purpose: { name: "Offers", expires_in: 60 },
    });
  });

  it("shortens what is long", () => {
    expect(maskText("x".repeat(1000))).toBe(`${"x".repeat(200)}… (1000 characters)`);
  });

  it("looks at each part of an address as it was meant", () => {
    expect(maskAddress("http://x/a/asha%40example.org/%2B919876543210?email=q&limit=5&token=t&to=a%40b.in")).toBe(
      "/a/•••@•••/+•••?email=•••&limit=5&token=•••&to=•••@•••",
    );
  });
});
