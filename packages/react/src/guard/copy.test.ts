import { describe, expect, it } from "vitest";
import { copyFaults, type CopyToCheck } from "./copy.ts";

const neutral: CopyToCheck = {
  language: "en",
  actions: { decline: "Decline all", save: "Save choices", accept: "Accept all" },
  texts: { notice_text: "We use your data to deliver. Without it we cannot deliver." },
};

describe("copyFaults", () => {
  it("has nothing against plain words [UI-C7]", () => {
    expect(copyFaults(neutral)).toEqual([]);
  });

  it.each([
    ["urgency", "en", "Hurry, this offer ends soon."],
    ["pressure", "en", "Last chance to keep your benefits."],
    ["shame", "en", "No thanks, I don't care about my safety."],
    ["pleading", "en", "Unfortunately we cannot help you then."],
    ["a double negative", "en", "We will not disregard your wishes."],
    ["an exclamation", "doi", "!"],
    ["urgency", "hi", "तुरंत निर्णय लें।"],
    ["urgency", "ta", "உடனே முடிவு செய்யுங்கள்."],
    ["urgency", "ur", "فوراً فیصلہ کریں۔"],
    ["urgency", "bn", "এখনই সিদ্ধান্ত নিন।"],
    ["urgency", "mr-IN", "लगेच निर्णय घ्या."],
  ])("objects to %s in %s [UI-C7]", (_, language, text) => {
    expect(copyFaults({ ...neutral, language, texts: { notice_text: text } })).toHaveLength(1);
  });

  it.each(["OK", "Got it", "Yes.", "Continue", "ठीक है", "சரி", "ٹھیک ہے"])(
    "objects to an act that is called “%s” [UI-C7] [UI-S7]",
    (accept) => {
      const faults = copyFaults({ ...neutral, actions: { ...neutral.actions, accept } });
      expect(faults).toEqual([`accept is called “${accept}”, which does not name the act.`]);
    },
  );

  it("objects to two acts of one name [UI-S7]", () => {
    const faults = copyFaults({ ...neutral, actions: { ...neutral.actions, save: "accept all " } });
    expect(faults).toEqual(["Two of the acts have the same name."]);
  });
});
