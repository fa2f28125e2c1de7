import { describe, expect, it } from "vitest";
import { addressOf, twinConflict } from "./twin-props.ts";

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

  it("takes two spellings that agree", () => {
    expect(addressOf({ noticeId: "n", notice_uuid: "n" }).noticeId).toBe("n");
    expect(twinConflict({ noticeId: "n", notice_uuid: "n" })).toBeUndefined();
  });

  it.each([
    [{ noticeId: "n", notice_uuid: "m" }, "noticeId and notice_uuid"],
    [{ noticeId: "n", orgUuid: "o", org_uuid: "p" }, "orgUuid and org_uuid"],
    [{ noticeId: "n", workspaceUuid: "v", workspace_uuid: "w" }, "workspaceUuid and workspace_uuid"],
  ])("asks for nothing when %j contradicts itself, and says so", (props, names) => {
    expect(addressOf(props).noticeId).toBe("");
    expect(twinConflict(props)).toBe(`${names} are spellings of one prop and have different values.`);
  });
});
