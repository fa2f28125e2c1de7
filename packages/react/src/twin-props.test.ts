import { describe, expect, it } from "vitest";
import { addressOf } from "./twin-props.ts";

describe("addressOf", () => {
  it.each([{ noticeId: "n" }, { noticeUuid: "n" }, { notice_uuid: "n" }])("reads the notice from %j", (props) => {
    expect(addressOf(props).noticeId).toBe("n");
  });

  it("reads organisation and workspace in every spelling of the samples", () => {
    const address = { noticeId: "", organisationUuid: "o", workspaceUuid: "w" };
    expect(addressOf({ org_uuid: "o", workspace_uuid: "w" })).toEqual(address);
    expect(addressOf({ orgUuid: "o", workspaceUuid: "w" })).toEqual(address);
    expect(addressOf({ organisationUuid: "o", workspaceUuid: "w" })).toEqual(address);
  });

  it("accepts two spellings that agree and refuses two that do not", () => {
    expect(addressOf({ noticeId: "n", notice_uuid: "n" }).noticeId).toBe("n");
    expect(() => addressOf({ noticeId: "n", notice_uuid: "m" })).toThrow(/noticeId and notice_uuid/u);
  });
});
