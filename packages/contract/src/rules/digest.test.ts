import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, digest, type Json } from "./digest.ts";

const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

test("the order of keys never changes the digest", () => {
  expect(digest({ b: 1, a: { d: [1, 2], c: null } })).toBe(digest({ a: { c: null, d: [1, 2] }, b: 1 }));
});

test("the order of a list does", () => {
  expect(digest([1, 2])).not.toBe(digest([2, 1]));
});

test("absent members and undefined members are the same", () => {
  expect(canonicalJson({ a: 1, b: undefined })).toBe('{"a":1}');
});

test("the canonical text reads back as the same value", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(value);
    }),
  );
});

test("sorts keys by UTF-16 code unit as RFC 8785 asks", () => {
  expect(canonicalJson({ "\u20ac": 1, "\r": 2, "\ud83d\ude00": 3, "1": 4, "\u00f6": 5 })).toBe(
    '{"\\r":2,"1":4,"ö":5,"€":1,"😀":3}',
  );
});

test("what JSON cannot carry is refused, not bent [SEC-B22]", () => {
  expect(() => canonicalJson({ a: Number.NaN })).toThrow(TypeError);
  expect(() => canonicalJson({ a: "\ud800" })).toThrow(TypeError);
  expect(() => canonicalJson({ "\udfff": 1 })).toThrow(TypeError);
});
