import { emptyDraft, grantAll, setElement, setPurpose } from "@notice-consent/contract";
import { aNotice, aPurpose, aRecord } from "@notice-consent/testing";
import { describe, expect, it } from "vitest";
import { createDecision, isSameDecision, type Choice } from "./decision.ts";

const notice = aNotice();
const choice: Choice = {
  act: "accept-all",
  notice,
  draft: grantAll(notice),
  language: "hi",
  validateAgainst: "required",
  decidedAt: "2026-01-05T09:00:00.000Z",
};

describe("a decision", () => {
  it("says which version was shown, in which language, by which act and when [UI-E1] [W26]", () => {
    expect(createDecision({ ...choice, applicationId: "loan-7" }).body).toMatchObject({
      notice_uuid: notice.active_config.notice_uuid,
      notice_version_uuid: notice.active_config.uuid,
      notice_content_hash: notice.active_config.content_hash,
      language: "hi",
      validate_against: "required",
      act: "accept-all",
      declined: false,
      select_all_mandatory: false,
      source: "WEB",
      component_version: expect.stringMatching(/^notice-consent\/\d+\.\d+\.\d+$/),
      decided_at: "2026-01-05T09:00:00.000Z",
      meta_data: { specific_uuid: "loan-7" },
    });
  });

  it("lists every purpose and enabled element as shown, refusals included, required ones not forced [W18] [W19]", () => {
    const [purpose] = notice.active_config.purposes;
    const [element] = purpose?.data_elements ?? [];
    if (purpose === undefined || element === undefined) throw new Error("The built notice has both.");
    const draft = setElement(purpose, grantAll(notice), element.uuid, false);
    const { purposes } = createDecision({ ...choice, act: "save", draft }).body;
    expect(purposes.map(({ purpose_uuid }) => purpose_uuid)).toEqual(
      notice.active_config.purposes.map(({ uuid }) => uuid),
    );
    const sent = purposes[0]?.data_elements?.find(({ uuid }) => uuid === element.uuid);
    expect(sent?.selected).toBe(false);
  });

  it("to decline refuses everything, whatever was ticked [UI-E7] [W20]", () => {
    const { body } = createDecision({ ...choice, act: "decline" });
    expect(body.declined).toBe(true);
    for (const { selected, data_elements } of body.purposes) {
      expect(selected).toBe(false);
      for (const element of data_elements ?? []) expect(element.selected).toBe(false);
    }
  });

  it("to decline where something is granted already refuses the rest, and grants nothing [W20] [W40]", () => {
    const [granted] = notice.active_config.purposes;
    const record = aRecord(notice, setPurpose(granted ?? aPurpose(), emptyDraft, true));
    const { body } = createDecision({ ...choice, act: "decline", notice: { ...notice, purpose_selections: record } });
    expect(body.declined).toBe(true);
    expect(body.purposes.map(({ selected }) => selected)).toEqual([true, false]);
  });

  it("leaves out what a service without versions does not send", () => {
    const bare = { ...notice, active_config: { ...notice.active_config, uuid: "", content_hash: "", notice_uuid: "" } };
    const { body } = createDecision({ ...choice, notice: bare });
    expect(body).not.toHaveProperty("notice_version_uuid");
    expect(body).not.toHaveProperty("notice_content_hash");
    expect(body.notice_uuid).toBe(notice.uuid);
  });

  it("has a key of its own, and is the same as another one only when it says the same [W22]", () => {
    const one = createDecision(choice);
    const later = createDecision({ ...choice, decidedAt: "2026-01-05T09:01:00.000Z" });
    expect(later.key).not.toBe(one.key);
    expect(isSameDecision(one, later)).toBe(true);
    expect(isSameDecision(one, createDecision({ ...choice, draft: emptyDraft, act: "save" }))).toBe(false);
    expect(isSameDecision(one, createDecision({ ...choice, language: "en" }))).toBe(false);
  });
});
