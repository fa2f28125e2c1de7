import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ConsentRecord, RecordedPurpose } from "../record.ts";
import { coverage } from "./coverage.ts";
import { sampleNotice } from "./sample-notice.test-data.ts";

const notice = sampleNotice({
  account: { pan: { required: true }, income: {}, retired: { required: true, enabled: false } },
  offers: { email: {} },
});

function grant(elements: readonly string[], over: Partial<RecordedPurpose> = {}): RecordedPurpose {
  const data_elements = Object.fromEntries(
    elements.map((uuid) => [uuid, { selected: true, enabled: true, required: false }]),
  );
  return {
    selected: true,
    status: "ACTIVE",
    needs_reconsent: false,
    data_elements,
    decided_at: "",
    expires_at: "",
    ...over,
  };
}

function holds(record: ConsentRecord, mode: "all" | "required"): boolean {
  return coverage(notice, record, mode).status === "covered";
}

describe("required", () => {
  test("holds when every blocking element stands under an active grant [W29]", () => {
    expect(holds({ account: grant(["pan"]) }, "required")).toBe(true);
  });

  test("names the blocking elements that are missing, and no others [W29]", () => {
    expect(coverage(notice, { account: grant(["income"]) }, "required")).toEqual({
      status: "outstanding",
      items: [{ purpose_uuid: "account", data_element_uuids: ["pan"] }],
    });
  });

  test("never asks for a disabled element or an optional purpose", () => {
    expect(
      holds({ account: grant(["pan"]), offers: grant([], { selected: false, status: "DECLINED" }) }, "required"),
    ).toBe(true);
  });
});

describe("all", () => {
  test("holds only when every purpose has an active grant [W29]", () => {
    expect(holds({ account: grant(["pan"]) }, "all")).toBe(false);
    expect(holds({ account: grant(["pan"]), offers: grant([]) }, "all")).toBe(true);
  });

  test("a purpose without its blocking element is no grant [UI-S2]", () => {
    expect(holds({ account: grant(["income"]), offers: grant(["email"]) }, "all")).toBe(false);
  });
});

test.each(["WITHDRAW", "WITHDRAWN", "REVOKED", "EXPIRED", "DECLINED", "INACTIVE", "", "active", "SOMETHING_NEW"])(
  "status %j never counts as a grant [W29] [W30]",
  (status) => {
    const record = { account: grant(["pan"], { status }), offers: grant(["email"], { status }) };
    expect(holds(record, "required")).toBe(false);
    expect(holds(record, "all")).toBe(false);
  },
);

test("a grant that needs to be asked anew does not count [W40]", () => {
  expect(holds({ account: grant(["pan"], { needs_reconsent: true }) }, "required")).toBe(false);
});

test.each(["all", "required"] as const)("a notice without purposes is never covered under %s", (mode) => {
  const empty = sampleNotice({});
  expect(coverage(empty, {}, mode)).toEqual({ status: "outstanding", items: [] });
  expect(coverage(empty, { account: grant(["pan"]) }, mode).status).toBe("outstanding");
});

test("an empty record covers nothing, and a name from Object.prototype is no record [W30]", () => {
  expect(holds({}, "required")).toBe(false);
  const strange = sampleNotice({ constructor: { toString: { required: true } } });
  expect(coverage(strange, {}, "required").status).toBe("outstanding");
});

test("whatever holds under all holds under required", () => {
  const purpose = fc.record({
    selected: fc.boolean(),
    status: fc.constantFrom("ACTIVE", "WITHDRAWN", ""),
    pan: fc.boolean(),
    needs: fc.boolean(),
  });
  fc.assert(
    fc.property(purpose, purpose, (first, second) => {
      const record = {
        account: grant(first.pan ? ["pan"] : [], {
          selected: first.selected,
          status: first.status,
          needs_reconsent: first.needs,
        }),
        offers: grant([], { selected: second.selected, status: second.status, needs_reconsent: second.needs }),
      };
      expect(!holds(record, "all") || holds(record, "required")).toBe(true);
    }),
  );
});
