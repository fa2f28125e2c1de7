import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { noticeDetail } from "./notice.ts";

const smallest = { uuid: "n", active_config: { purposes: [{ uuid: "p", data_elements: [{ uuid: "e" }] }] } };

function read(over: object = {}, config: object = {}): v.InferOutput<typeof noticeDetail> {
  return v.parse(noticeDetail, { ...smallest, ...over, active_config: { ...smallest.active_config, ...config } });
}

test("only the uuids and the purposes are truly required [W17]", () => {
  const notice = read();
  expect(notice.name).toBe("");
  expect(notice.active_config.notice_text).toBe("");
  expect(notice.active_config.purposes[0]?.data_elements[0]).toMatchObject({
    required: false,
    enabled: false,
    name: "",
  });
});

const textKeys = Object.entries(read().active_config)
  .filter(([, value]) => value === "")
  .map(([key]) => key);

test.each(textKeys)("%s may be text, blank, null or absent [W-B1]", (key) => {
  expect(read({}, { [key]: "words" }).active_config).toHaveProperty(key, "words");
  expect(read({}, { [key]: "" })).toEqual(read());
  expect(read({}, { [key]: null })).toEqual(read());
  expect(read({}, { [key]: " \u00a0\n" })).toEqual(read());
});

test.each([
  ["dpo_info", "not an object"],
  ["dpo_info", null],
  ["legal", []],
  ["products", { broken: true }],
  ["supported_languages_and_translations", "none"],
])("a malformed optional block %s reads as absent [W-B1] [W17]", (key, value) => {
  expect(read({}, { [key]: value })).toMatchObject(read());
});

test("one bad translation is skipped and the others stay [W17]", () => {
  const { active_config } = read(
    {},
    {
      supported_languages_and_translations: { Hindi: { notice_text: "पाठ", purposes: { p: "नाम", q: 7 } }, Tamil: 4 },
    },
  );
  expect(Object.keys(active_config.supported_languages_and_translations)).toEqual(["Hindi"]);
  expect(active_config.supported_languages_and_translations["Hindi"]?.purposes).toEqual({
    p: { name: "नाम", description: "" },
  });
});

describe("records", () => {
  test("a legacy record without status, flag or elements reads as no grant [W-B1]", () => {
    expect(read({ purpose_selections: { p: { selected: true } } }).purpose_selections).toEqual({
      p: { selected: true, status: "", needs_reconsent: false, data_elements: {}, decided_at: "", expires_at: "" },
    });
  });

  test("keys that would reach a prototype are dropped [SEC-C11]", () => {
    const hostile: unknown = JSON.parse('{"__proto__":{"selected":true,"status":"ACTIVE"},"p":{"selected":true}}');
    const { purpose_selections } = read({ purpose_selections: hostile });
    expect(Object.keys(purpose_selections ?? {})).toEqual(["p"]);
    expect(Object.prototype).not.toHaveProperty("selected");
  });
});

test.each([[null], ["none"], [{}], [[{ name: "no uuid" }]], [[{ uuid: "" }]]])(
  "a malformed list of purposes %j fails loudly [W17]",
  (purposes) => {
    expect(v.safeParse(noticeDetail, { uuid: "n", active_config: { purposes } }).success).toBe(false);
  },
);
