import { expect, test } from "vitest";
import { sampleNotice } from "./sample-notice.test-data.ts";
import { checkSubmission } from "./submission-check.ts";

const notice = sampleNotice({ account: { pan: { required: true }, retired: { enabled: false } } });

test("an incomplete submission is valid: it is recorded as sent [W24]", () => {
  expect(checkSubmission(notice, [{ purpose_uuid: "account", selected: false }]).status).toBe("valid");
});

test("a disabled element is ignored, never granted [W24]", () => {
  const check = checkSubmission(notice, [
    {
      purpose_uuid: "account",
      selected: true,
      data_elements: [
        { uuid: "pan", selected: true },
        { uuid: "retired", selected: true },
      ],
    },
  ]);
  expect(check).toEqual({
    status: "valid",
    decided: [{ purpose_uuid: "account", selected: true, data_elements: [{ uuid: "pan", selected: true }] }],
  });
});

test("an unknown purpose, element or product is named [W24]", () => {
  const unknown = { selected: true };
  expect(checkSubmission(notice, [{ ...unknown, purpose_uuid: "else" }])).toEqual({
    status: "unknown",
    what: "purpose",
    uuid: "else",
  });
  expect(
    checkSubmission(notice, [
      { ...unknown, purpose_uuid: "account", data_elements: [{ uuid: "else", selected: true }] },
    ]),
  ).toEqual({ status: "unknown", what: "data element", uuid: "else" });
  expect(checkSubmission(notice, [{ ...unknown, purpose_uuid: "account", product_uuid: "p" }])).toEqual({
    status: "unknown",
    what: "product",
    uuid: "p",
  });
});

test("one purpose decided twice is a contradiction, not a choice", () => {
  const row = { purpose_uuid: "account", selected: true };
  expect(checkSubmission(notice, [row, { ...row, selected: false }])).toEqual({ status: "repeated", uuid: "account" });
});
