import type { FilledNoticeContent } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { purposeDigest, reconsentFrom } from "./purpose-terms.ts";
import { writeContent } from "./version-content.ts";

type Purpose = FilledNoticeContent["purposes"][number];

const { content } = writeContent({
  purposes: [
    {
      uuid: "offers",
      name: "Offers",
      description: "To call you with offers.",
      validity_days: 30,
      data_elements: [
        { uuid: "phone", name: "Phone", description: "Your own", enabled: true, required: false },
        { uuid: "hours", name: "Hours", enabled: true, required: true },
        { uuid: "diary", name: "Diary", enabled: false, required: false },
      ],
    },
  ],
});
const [purpose] = content.purposes;
if (purpose === undefined) throw new Error("The content has no purpose.");

const withElement = (uuid: string, change: object): Purpose => ({
  ...purpose,
  data_elements: (purpose.data_elements ?? []).map((element) =>
    element.uuid === uuid ? { ...element, ...change } : element,
  ),
});

describe("the terms of a purpose", () => {
  it.each<[string, Purpose]>([
    ["its name", { ...purpose, name: "Calls" }],
    ["its description", { ...purpose, description: "To call you." }],
    ["how long a grant lasts", { ...purpose, validity_days: 60 }],
    ["that a grant has no end any more", { ...purpose, validity_days: undefined }],
    ["a product it covers", { ...purpose, product_uuids: ["loan"] }],
    ["the name of an element", withElement("phone", { name: "Mobile" })],
    ["the description of an element", withElement("phone", { description: "" })],
    ["that an element became required", withElement("phone", { required: true })],
    ["that an element is no longer required", withElement("hours", { required: false })],
    ["that an element came on offer", withElement("diary", { enabled: true })],
    ["that an element went off offer", withElement("phone", { enabled: false })],
  ])("are others when this changes: %s", (_, changed) => {
    expect(purposeDigest(changed)).not.toBe(purposeDigest(purpose));
  });

  it.each<[string, Purpose]>([
    ["the order of the elements", { ...purpose, data_elements: (purpose.data_elements ?? []).toReversed() }],
    ["an element that is not on offer", withElement("diary", { name: "Calendar", required: true })],
    ["a word for the industry, which nobody is shown", { ...purpose, industries: "Retail" }],
  ])("stay the same when this changes: %s", (_, changed) => {
    expect(purposeDigest(changed)).toBe(purposeDigest(purpose));
  });
});

describe("asking anew", () => {
  const changed = { purposes: [{ ...purpose, name: "Calls" }] };

  it("begins at the first version and stays there while the purpose does", () => {
    const first = reconsentFrom(content, 1, undefined);
    expect(first).toEqual({ offers: 1 });
    expect(reconsentFrom(content, 2, { content, reconsentFrom: first })).toEqual({ offers: 1 });
  });

  it("moves to the version that changed the purpose, and again to the one that changed it back", () => {
    const second = reconsentFrom(changed, 2, { content, reconsentFrom: { offers: 1 } });
    expect(second).toEqual({ offers: 2 });
    expect(reconsentFrom(content, 3, { content: changed, reconsentFrom: second })).toEqual({ offers: 3 });
  });

  it("moves for a purpose that the author names", () => {
    const before = { content, reconsentFrom: { offers: 1 } };
    expect(reconsentFrom(content, 2, before, new Set(["offers"]))).toEqual({ offers: 2 });
  });
});
