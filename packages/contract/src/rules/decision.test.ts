import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coverage } from "./coverage.ts";
import { decide, decideDecline, decidedByDecline, outcomeOf, recordAfter } from "./decision.ts";
import { emptyDraft, grantAll, setElement, setPurpose, togglePurpose, type Draft } from "./draft.ts";
import { purposeOf, sampleNotice } from "./sample-notice.test-data.ts";
import { validate } from "./validation.ts";

const notice = sampleNotice({
  account: { pan: { required: true }, income: {}, retired: { required: true, enabled: false } },
  offers: { email: {} },
  statistics: {},
});
const account = purposeOf(notice, "account");
const offers = purposeOf(notice, "offers");

describe("the decision is the screen", () => {
  test("names every purpose and every enabled element, refusals included [UI-S2] [W18]", () => {
    expect(decide(notice, setPurpose(offers, emptyDraft, true))).toEqual([
      {
        purpose_uuid: "account",
        selected: false,
        data_elements: [
          { uuid: "pan", selected: false },
          { uuid: "income", selected: false },
        ],
      },
      { purpose_uuid: "offers", selected: true, data_elements: [{ uuid: "email", selected: true }] },
      { purpose_uuid: "statistics", selected: false },
    ]);
  });

  test("never forces a required element [W19]", () => {
    const [first] = decide(notice, setElement(account, emptyDraft, "income", true));
    expect(first).toEqual({
      purpose_uuid: "account",
      selected: false,
      data_elements: [
        { uuid: "pan", selected: false },
        { uuid: "income", selected: true },
      ],
    });
  });

  test("a decline refuses every enabled element [W20]", () => {
    const ticks = decideDecline(notice, grantAll(notice), {}).flatMap(({ selected, data_elements = [] }) => [
      selected,
      ...(data_elements ?? []).map((element) => element.selected),
    ]);
    expect(ticks).not.toContain(true);
  });
});

describe("a decline where something is granted already", () => {
  const granted = recordAfter(notice, decide(notice, setPurpose(account, emptyDraft, true)), {});
  const selected = (rows: ReturnType<typeof decide>): string[] =>
    rows.filter((row) => row.selected).map((row) => row.purpose_uuid);

  test("leaves what is granted and still ticked, and grants nothing else [W20] [W40]", () => {
    const withoutIncome = recordAfter(
      notice,
      decide(notice, setElement(account, setPurpose(account, emptyDraft, true), "income", false)),
      {},
    );
    const [first, ...open] = decideDecline(notice, grantAll(notice), withoutIncome);
    expect(first?.data_elements).toEqual([
      { uuid: "pan", selected: true },
      { uuid: "income", selected: false },
    ]);
    expect(selected(open)).toEqual([]);
    expect(selected(decideDecline(notice, emptyDraft, withoutIncome))).toEqual([]);
  });

  test.each([
    ["withdrawn", { status: "WITHDRAWN" }],
    ["expired", { status: "EXPIRED" }],
    ["asked anew", { needs_reconsent: true }],
  ])("refuses what is %s, however it is ticked [W40]", (_, change) => {
    const record = Object.fromEntries(Object.entries(granted).map(([uuid, row]) => [uuid, { ...row, ...change }]));
    expect(selected(decideDecline(notice, grantAll(notice), record))).toEqual([]);
    expect(selected(decidedByDecline(notice, decide(notice, grantAll(notice)), record))).toEqual([]);
  });

  test("as it is recorded names the open rows alone, so that what stays is untouched [W20]", () => {
    const sent = decideDecline(notice, grantAll(notice), granted);
    const decided = decidedByDecline(notice, sent, granted);
    expect(decided.map(({ purpose_uuid }) => purpose_uuid)).toEqual(["offers", "statistics"]);
    expect(recordAfter(notice, decided, granted)["account"]).toBe(granted["account"]);
    expect(outcomeOf(notice, decided, granted, true)).toBe("declined");
  });

  test("never grants what it has ticked beside the refusal [W20] [W30]", () => {
    const decided = decidedByDecline(notice, decide(notice, grantAll(notice)), {});
    expect(Object.values(recordAfter(notice, decided, {})).filter((row) => row.selected)).toEqual([]);
  });

  test("takes back an element that it leaves out of a granted purpose [W20]", () => {
    const draft = setElement(account, setPurpose(account, emptyDraft, true), "income", false);
    const decided = decidedByDecline(notice, decide(notice, draft), granted);
    expect(recordAfter(notice, decided, granted)["account"]?.data_elements).toMatchObject({
      pan: { selected: true },
      income: { selected: false },
    });
    const bare = decidedByDecline(notice, [{ purpose_uuid: "account", selected: true }], granted);
    expect(outcomeOf(notice, bare, granted, true)).toBe("withdrawn");
  });
});

describe("what a submission amounts to", () => {
  const outcome = (draft: Draft, before = {}): string => outcomeOf(notice, decide(notice, draft), before, false);

  test("everything offered is accepted, less is partially accepted, nothing is declined [W31]", () => {
    expect(outcome(grantAll(notice))).toBe("accepted");
    expect(outcome(setPurpose(account, emptyDraft, true))).toBe("partially-accepted");
    expect(outcome(emptyDraft)).toBe("declined");
  });

  test("a declined submission is declined whatever it carries [W20]", () => {
    expect(outcomeOf(notice, decide(notice, grantAll(notice)), {}, true)).toBe("declined");
  });

  test("taking back a granted blocking element is a withdrawal, an optional one is not", () => {
    const before = recordAfter(notice, decide(notice, grantAll(notice)), {});
    expect(outcome(setElement(account, grantAll(notice), "pan", false), before)).toBe("withdrawn");
    expect(outcome(setElement(account, grantAll(notice), "income", false), before)).toBe("partially-accepted");
  });
});

describe("the record after a submission", () => {
  test("a refusal reads WITHDRAWN after an active grant and DECLINED otherwise", () => {
    const granted = recordAfter(notice, decide(notice, setPurpose(offers, emptyDraft, true)), {});
    const refused = recordAfter(notice, decide(notice, emptyDraft), granted);
    expect(refused["offers"]?.status).toBe("WITHDRAWN");
    expect(refused["account"]?.status).toBe("DECLINED");
  });

  test("elements under an unselected purpose grant nothing [W19]", () => {
    const sent = [{ purpose_uuid: "account", selected: false, data_elements: [{ uuid: "pan", selected: true }] }];
    expect(recordAfter(notice, sent, {})["account"]?.data_elements["pan"]?.selected).toBe(false);
  });

  test("an element that is not enabled is never granted [W24]", () => {
    const sent = [
      {
        purpose_uuid: "account",
        selected: true,
        data_elements: [
          { uuid: "pan", selected: true },
          { uuid: "retired", selected: true },
        ],
      },
    ];
    expect(recordAfter(notice, sent, {})["account"]?.data_elements["retired"]).toBeUndefined();
  });

  test("purposes left out stay as they were [W18]", () => {
    const before = recordAfter(notice, decide(notice, grantAll(notice)), {});
    const after = recordAfter(notice, [{ purpose_uuid: "offers", selected: false }], before);
    expect(after["account"]).toBe(before["account"]);
    expect(after["offers"]?.status).toBe("WITHDRAWN");
  });

  test("a complete choice on screen is covered under required once recorded, an incomplete one is not [UI-S9] [W37]", () => {
    const clicks = fc.array(fc.constantFrom("account", "offers", "statistics", "pan", "income", "email"), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(clicks, (steps) => {
        let draft: Draft = emptyDraft;
        for (const step of steps) {
          const purpose = notice.active_config.purposes.find(({ uuid }) => uuid === step);
          const owner = notice.active_config.purposes.find(({ data_elements }) =>
            data_elements.some(({ uuid }) => uuid === step),
          );
          if (purpose) draft = togglePurpose(purpose, draft);
          else if (owner) draft = setElement(owner, draft, step, draft[owner.uuid]?.elements[step] !== true);
        }
        const after = recordAfter(notice, decide(notice, draft), {});
        const complete = validate(notice, draft).status === "complete";
        expect(coverage(notice, after, "required").status === "covered").toBe(complete);
      }),
    );
  });
});

describe("validation", () => {
  test("names each blocking element that is not ticked, in order [UI-S12]", () => {
    expect(validate(notice, emptyDraft)).toEqual({
      status: "incomplete",
      reason: "required-missing",
      missing: [{ purposeUuid: "account", elementUuid: "pan" }],
    });
  });

  test("with nothing blocking, an empty choice is still not something to save [W37]", () => {
    const optional = sampleNotice({ offers: { email: {} } });
    expect(validate(optional, emptyDraft)).toEqual({ status: "incomplete", reason: "nothing-chosen", missing: [] });
    expect(validate(optional, grantAll(optional))).toEqual({ status: "complete" });
  });
});
