import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "./sha256.ts";

test("agrees with the platform's SHA-256 on any text [R-E2]", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
    }),
    { numRuns: 300 },
  );
});

test("agrees at the edges of each length of UTF-8, halves of pairs included [R-E3]", () => {
  for (const text of ["\0\x7f\x80\u07ff\u0800\ud7ff\ue000\uffff", "😀\u{10ffff}", "a\ud800b\udc00c", "\udc00\ud800"]) {
    expect(sha256(text)).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
  }
});

test("agrees around the block boundaries", () => {
  for (const length of [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000]) {
    const text = "x".repeat(length);
    expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
  }
});
