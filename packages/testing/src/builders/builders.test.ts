import { coverage, noticeDetail, submitConsentBody } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { aDraft, aRecord, aSubmission } from "./decision.ts";
import { anElement, aNotice, aPurpose } from "./notice.ts";
import { aToken } from "./token.ts";

describe("a built notice", () => {
  it("reads the same after a trip over the wire", async () => {
    const read = await noticeDetail["~standard"].validate(JSON.parse(JSON.stringify(aNotice())));
    expect("value" in read && read.value).toEqual(aNotice());
  });

  it("keeps its identity from one call to the next, and gets another version with other words", () => {
    expect(aNotice()).toEqual(aNotice());
    const reworded = aNotice({ active_config: { notice_text: "<p>Other words.</p>" } });
    expect(reworded.uuid).toBe(aNotice().uuid);
    expect(reworded.active_config.uuid).not.toBe(aNotice().active_config.uuid);
    expect(reworded.active_config.content_hash).not.toBe(aNotice().active_config.content_hash);
  });

  it("gives purposes and elements of different names different uuids", () => {
    const purposes = [aPurpose({ name: "One" }), aPurpose({ name: "Two" })];
    const uuids = purposes.flatMap(({ uuid, data_elements }) => [
      uuid,
      ...data_elements.map((element) => element.uuid),
    ]);
    expect(new Set(uuids).size).toBe(uuids.length);
    expect(anElement({ name: "Age" }).uuid).not.toBe(anElement().uuid);
  });
});

describe("a built decision", () => {
  const notice = aNotice();

  it("satisfies `all` with everything, `required` with the blocking elements, and neither with nothing", () => {
    const verdicts = (["everything", "required", "nothing"] as const).map((ticks) =>
      (["all", "required"] as const).map((rule) => coverage(notice, aRecord(notice, ticks), rule).status),
    );
    expect(verdicts).toEqual([
      ["covered", "covered"],
      ["outstanding", "covered"],
      ["outstanding", "outstanding"],
    ]);
  });

  it("is a body that the contract accepts, and declines only when nothing is ticked", async () => {
    for (const ticks of ["everything", "required", "nothing"] as const) {
      const body = aSubmission(notice, ticks);
      expect((await submitConsentBody["~standard"].validate(body)).issues).toBeUndefined();
      expect(body.declined).toBe(ticks === "nothing");
    }
  });

  it("takes a draft of one's own in place of a word", () => {
    expect(aSubmission(notice, aDraft(notice, "required")).purposes).toEqual(aSubmission(notice, "required").purposes);
  });
});

it("builds a token of three readable parts with an hour to live", () => {
  const parts = aToken({ iat: 1_000, sub: "someone", organisation_uuid: "ü" }).split(".");
  expect(parts).toHaveLength(3);
  const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString("utf8"));
  expect(claims).toMatchObject({ iat: 1_000, exp: 4_600, sub: "someone", organisation_uuid: "ü" });
});
