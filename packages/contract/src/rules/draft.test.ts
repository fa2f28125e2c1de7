import fc from "fast-check";
import { expect, test } from "vitest";
import type { ConsentRecord } from "../record.ts";
import { enabledElements } from "./blocking.ts";
import {
  choiceState,
  draftFromPreselection,
  draftFromRecord,
  emptyDraft,
  grantAll,
  isElementTicked,
  keepApplicable,
  setElement,
  setPurpose,
  tickedCount,
  togglePurpose,
  type Draft,
} from "./draft.ts";
import { purposeOf, sampleNotice } from "./sample-notice.test-data.ts";
import { validate } from "./validation.ts";

const notice = sampleNotice({
  account: { pan: { required: true }, income: {}, employer: {}, retired: { required: true, enabled: false } },
  offers: { email: {}, phone: {} },
  statistics: {},
});
const account = purposeOf(notice, "account");
const offers = purposeOf(notice, "offers");
const statistics = purposeOf(notice, "statistics");

test("every purpose and element starts off [UI-S1]", () => {
  for (const purpose of notice.active_config.purposes) {
    expect(choiceState(purpose, emptyDraft)).toBe("withheld");
    expect(tickedCount(purpose, emptyDraft)).toBe(0);
  }
});

test("ticking a purpose ticks its enabled elements and never a disabled one [UI-S8] [W36]", () => {
  const draft = setPurpose(account, emptyDraft, true);
  expect(choiceState(account, draft)).toBe("granted");
  expect(isElementTicked(draft, "account", "retired")).toBe(false);
  expect(setElement(account, draft, "retired", true)).toBe(draft);
});

test("the purpose follows its blocking elements [W36]", () => {
  const optional = setElement(account, emptyDraft, "income", true);
  expect(choiceState(account, optional)).toBe("withheld");
  expect(choiceState(account, setElement(account, optional, "pan", true))).toBe("mixed");
});

test("un-ticking a blocking element visibly clears the purpose and leaves the other ticks alone [UI-S8]", () => {
  const draft = setElement(account, setPurpose(account, emptyDraft, true), "pan", false);
  expect(choiceState(account, draft)).toBe("withheld");
  expect(isElementTicked(draft, "account", "income")).toBe(true);
  expect(tickedCount(account, draft)).toBe(2);
});

test("with nothing blocking, any element selects the purpose and the last one clears it [W36]", () => {
  const one = setElement(offers, emptyDraft, "email", true);
  expect(choiceState(offers, one)).toBe("mixed");
  expect(choiceState(offers, setElement(offers, one, "email", false))).toBe("withheld");
});

test("a click on mixed or none gives all, on all gives none [UI-S8]", () => {
  const mixed = setElement(offers, emptyDraft, "email", true);
  const all = togglePurpose(offers, mixed);
  expect(choiceState(offers, all)).toBe("granted");
  expect(choiceState(offers, togglePurpose(offers, all))).toBe("withheld");
  expect(choiceState(statistics, togglePurpose(statistics, emptyDraft))).toBe("granted");
});

test("granting all ticks every enabled element of every purpose [W33]", () => {
  const draft = grantAll(notice);
  for (const purpose of notice.active_config.purposes) expect(choiceState(purpose, draft)).toBe("granted");
});

test("a record seeds only what is actively granted [W35]", () => {
  const element = { selected: true, enabled: true, required: false };
  const decided = { selected: true, needs_reconsent: false, decided_at: "", expires_at: "" };
  const record: ConsentRecord = {
    account: { ...decided, status: "ACTIVE", data_elements: { pan: element, gone: element } },
    offers: { ...decided, status: "EXPIRED", data_elements: { email: element } },
  };
  const draft = draftFromRecord(notice, record);
  expect(choiceState(account, draft)).toBe("mixed");
  expect(draft["account"]?.elements).toEqual({ pan: true });
  expect(choiceState(offers, draft)).toBe("withheld");
});

test.each([
  ["NONE", 0],
  ["MANDATORY", 1],
  ["ALL", 3],
  ["anything else", 0],
  ["", 0],
])("preselection %j selects %i purposes, and only through its own function [W34]", (purpose_preselection, count) => {
  const selecting = { active_config: { ...notice.active_config, purpose_preselection } };
  expect(Object.values(draftFromPreselection(selecting)).filter(({ selected }) => selected)).toHaveLength(count);
  expect(draftFromRecord(selecting, {})).toEqual({});
});

test("a new version keeps the ticks that still apply and no purpose whose new blocking element was never shown [R-F6]", () => {
  const next = sampleNotice({
    account: { pan: { required: true }, aadhaar: { required: true } },
    offers: { email: {} },
  });
  const kept = keepApplicable(next, grantAll(notice));
  expect(choiceState(purposeOf(next, "account"), kept)).toBe("withheld");
  expect(isElementTicked(kept, "account", "pan")).toBe(true);
  expect(choiceState(purposeOf(next, "offers"), kept)).toBe("granted");
  expect(Object.keys(kept)).not.toContain("statistics");
});

test("a new version keeps no grant of which every ticked element is gone [R-F6] [UI-S2]", () => {
  const before = sampleNotice({ offers: { email: {}, phone: {} }, statistics: {} });
  const ticked = setElement(purposeOf(before, "offers"), grantAll(before), "phone", false);
  const next = sampleNotice({ offers: { post: {}, phone: {} }, statistics: {} });
  const kept = keepApplicable(next, ticked);
  expect(kept["offers"]).toEqual({ selected: false, elements: {} });
  expect(validate(next, { offers: kept["offers"] ?? { selected: true, elements: {} } })).toMatchObject({
    reason: "nothing-chosen",
  });
  // A purpose without data is granted by its own box.
  expect(choiceState(purposeOf(next, "statistics"), kept)).toBe("granted");
});

test("under any sequence of clicks no disabled element is ever on and each click changes only its purpose [UI-S8]", () => {
  const click = fc.oneof(
    fc.record({ purpose: fc.constantFrom(account, offers, statistics) }),
    fc.record({
      purpose: fc.constant(account),
      element: fc.constantFrom("pan", "income", "employer", "retired"),
      ticked: fc.boolean(),
    }),
    fc.record({
      purpose: fc.constant(offers),
      element: fc.constantFrom("email", "phone", "nobody"),
      ticked: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(fc.array(click, { maxLength: 20 }), (clicks) => {
      let draft: Draft = emptyDraft;
      for (const step of clicks) {
        const next =
          "element" in step
            ? setElement(step.purpose, draft, step.element, step.ticked)
            : togglePurpose(step.purpose, draft);
        for (const other of notice.active_config.purposes) {
          if (other !== step.purpose) expect(next[other.uuid]).toBe(draft[other.uuid]);
          const enabled = new Set(enabledElements(other).map(({ uuid }) => uuid));
          const on = Object.entries(next[other.uuid]?.elements ?? {}).filter(([, ticked]) => ticked);
          for (const [uuid] of on) expect(enabled).toContain(uuid);
        }
        draft = next;
      }
    }),
  );
});
