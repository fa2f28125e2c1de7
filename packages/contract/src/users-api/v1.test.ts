import { describe, expect, it } from "vitest";
import { statusOf } from "./status.ts";
import { at, choice, consentsV1, levels, statusV1, tree, withC, type Sent } from "./status.test-data.ts";

const allFalse = { P: false, A: false, B: false, c: false, Ac: false };
const allTrue = { P: true, A: true, B: true, c: true, Ac: true };

/** What the levels hold after events at minutes 1, 2, 3 and so on. */
function after(...sent: readonly Sent[]) {
  return levels(statusV1(sent.map((consents, index) => choice(index + 1, consentsV1(consents)))));
}

describe("a choice at a level of schema 1", () => {
  it("that refuses a purpose refuses a preference which the same event grants [V1-01, U16]", () => {
    expect(after({ P: false, A: true })).toEqual(allFalse);
  });
  it("that refuses a purpose refuses everything below it [V1-02]", () => {
    expect(after({ P: false })).toEqual(allFalse);
  });
  it("that grants a purpose grants everything below it [V1-03]", () => {
    expect(after({ P: true })).toEqual(allTrue);
  });
  it("that grants a purpose leaves refused what the same event refuses, and what is below that [V1-04]", () => {
    expect(after({ P: true, A: false })).toEqual({ ...allTrue, A: false, Ac: false });
  });
  it("that leaves a purpose open goes down from the preference alone [V1-05, U13]", () => {
    expect(after({ P: null, A: true })).toEqual({ P: null, A: true, Ac: true });
  });
  it("reads back as null where an event says nothing at that level [V1-06, U13]", () => {
    expect(after({ P: "open", A: false })).toEqual({ P: null, A: false, Ac: false });
  });
  it("that refuses a preference refuses a channel which the same event grants [V1-07]", () => {
    expect(after({ P: "open", A: false, Ac: true })).toEqual({ P: null, A: false, Ac: false });
  });
  it("that grants a preference leaves refused the channel which the same event refuses [V1-08]", () => {
    expect(after({ P: "open", A: true, Ac: false })).toEqual({ P: null, A: true, Ac: false });
  });
  it("may be made at the channel alone [V1-09]", () => {
    expect(after({ P: "open", A: null, Ac: true })).toEqual({ P: null, A: null, Ac: true });
  });
});

describe("a later choice in schema 1", () => {
  const exception: Sent = { P: "open", A: true };
  const refusal: Sent = { P: "open", A: false };

  it("to a preference is an exception to a refused purpose, and moves neither it nor the others [V1-10]", () => {
    expect(after({ P: false }, exception)).toEqual({ ...allFalse, A: true, Ac: true });
  });
  it("against a preference is an exception to a granted purpose, and moves neither it nor the others [V1-11]", () => {
    expect(after({ P: true }, refusal)).toEqual({ ...allTrue, A: false, Ac: false });
  });
  it("that refuses the purpose ends the exceptions [V1-12]", () => {
    expect(after({ P: false }, exception, { P: false })).toEqual(allFalse);
  });
  it("that grants the purpose ends the exceptions [V1-13]", () => {
    expect(after({ P: true }, refusal, { P: true })).toEqual(allTrue);
  });
  it("of null says nothing, and what stood stays [V1-14, U15]", () => {
    expect(after({ P: false }, { P: null })).toEqual(allFalse);
  });
});

describe("an option that is added later", () => {
  const grant = choice(1, consentsV1({ P: true }));

  it("below a refused purpose begins refused [V1-15]", () => {
    expect(levels(statusV1([choice(1, consentsV1({ P: false }))], withC(2)))).toEqual({ ...allFalse, C: false });
  });
  it("below a granted purpose begins granted, marked as propagated, or is asked for where the workspace says so [V1-16]", () => {
    expect(levels(statusV1([grant], withC(2)))).toEqual({ ...allTrue, C: true });
    expect(levels(statusV1([grant], withC(2), "ask"))).toEqual({ ...allTrue, C: null });
    const settings = { schema_version: 1, future_children: "follow" } as const;
    const { propagated } = statusOf({ settings, catalogue: withC(2), regulation: "gdpr", events: [grant] });
    expect(propagated).toContain("purposes.P.preferences.C");
  });
  it("below an open purpose has no choice [V1-17]", () => {
    const events = [choice(1, consentsV1({ P: null, A: true }))];
    expect(levels(statusV1(events, withC(2)))).toEqual({ P: null, A: true, Ac: true });
  });
  it("takes part in a choice from the moment at which it exists, and not in an older one", () => {
    const events = [choice(1, consentsV1({ P: true })), choice(3, consentsV1({ P: "open", A: false }))];
    const regranted = choice(4, consentsV1({ P: true }));
    expect(levels(statusV1([...events, regranted], withC(2), "ask"))).toMatchObject({ C: true });
    expect(levels(statusV1([...events, regranted], withC(5), "ask"))).toMatchObject({ C: null });
  });
  it("does not inherit a grant that was given on a notice, where only what was shown is granted", () => {
    const shown = { ...grant, isAsShown: true };
    expect(levels(statusV1([shown], withC(2)))).toEqual({ P: true });
    const refused = { ...choice(1, consentsV1({ P: false })), isAsShown: true };
    expect(levels(statusV1([refused], withC(2)))).toEqual({ ...allFalse, C: false });
  });
});

describe("a top-level channel", () => {
  it("holds its own choice and leaves channels of the same name below a purpose alone [V1-18, U12]", () => {
    const [purpose] = tree.purposes;
    if (purpose === undefined) throw new TypeError("The tree has P.");
    const below = { ...purpose, channels: [{ id: "e", added_at: at(0) }] };
    const events = [
      choice(1, { purposes: [{ id: "P", channels: [{ id: "e", enabled: true }] }] }),
      choice(2, { channels: [{ id: "e", enabled: false }] }),
    ];
    const status = statusV1(events, { ...tree, purposes: [below] });
    expect(status.channels).toEqual([{ id: "e", enabled: false }]);
    expect(status.purposes).toEqual([{ id: "P", enabled: null, channels: [{ id: "e", enabled: true }] }]);
  });
});

describe("events in schema 1", () => {
  const grant = choice(1, consentsV1({ P: true, A: true }));
  const refusal = choice(2, consentsV1({ P: false }));
  const exception = choice(3, consentsV1({ P: "open", A: true }));
  const read = (...events: Parameters<typeof statusV1>[0]) => levels(statusV1(events));

  it("count from their approval on: a pending one is none yet [V1-19, U27]", () => {
    expect(read(grant)).toEqual(allTrue);
    expect(read(grant, { ...refusal, at: at(4) })).toEqual(allFalse);
  });
  it("leave what was before them when they are retracted: a refusal [V1-20, U25]", () => {
    expect(read(refusal, exception)).toEqual({ ...allFalse, A: true, Ac: true });
    expect(read(refusal)).toEqual(allFalse);
  });
  it("leave what was before them when they are retracted: a refusal below a grant [V1-21, U25]", () => {
    expect(read(refusal, choice(3, consentsV1({ P: true })))).toEqual(allTrue);
    expect(read(refusal)).toEqual(allFalse);
  });
  it("come where their time says, when they are imported later [V1-22, U21]", () => {
    const grant = choice(5, consentsV1({ P: true }), 1);
    const imported = choice(2, consentsV1({ P: false }), 2);
    expect(levels(statusV1([grant, imported]))).toEqual(allTrue);
  });
  it("of one moment leave the stricter choice, whichever arrived first [V1-23]", () => {
    const grant = consentsV1({ P: true });
    const refusal = consentsV1({ P: false });
    expect(levels(statusV1([choice(1, grant, 1), choice(1, refusal, 2)]))).toEqual(allFalse);
    expect(levels(statusV1([choice(1, refusal, 1), choice(1, grant, 2)]))).toEqual(allFalse);
  });
});

describe("free-form facts and legitimate interest in schema 1", () => {
  it("stay where they were said, and an objection wins within one moment [U29, U31]", () => {
    const events = [
      choice(1, { purposes: [{ id: "P", enabled: false, enabled_li: true, metadata: { by: "mail", tries: 1 } }] }, 1),
      choice(1, { purposes: [{ id: "P", enabled_li: false, metadata: { tries: null, seen: true } }] }, 2),
    ];
    const [purpose] = statusV1(events).purposes;
    expect(purpose).toMatchObject({ enabled: false, enabled_li: false, metadata: { by: "mail", seen: true } });
    expect(purpose?.preferences?.[0]).toEqual({ id: "A", enabled: false, channels: [{ id: "Ac", enabled: false }] });
  });
});
