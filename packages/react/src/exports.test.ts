import { describe, expect, it } from "vitest";
import * as everything from "./index.ts";
import * as modal from "./modal.ts";

describe("the public names", () => {
  it("are these, from the package's own entry", () => {
    expect(Object.keys(everything).toSorted()).toEqual(["Notice", "NoticeConsent", "english", "slots", "useNotice"]);
  });

  it("are the modal alone, from its own entry", () => {
    expect(Object.keys(modal)).toEqual(["NoticeConsent"]);
  });

  it("are these for the parts", () => {
    expect(Object.keys(everything.Notice).toSorted()).toEqual([
      "Accept",
      "Actions",
      "Close",
      "Decline",
      "Details",
      "Element",
      "Elements",
      "Failure",
      "Language",
      "Links",
      "Logo",
      "Purpose",
      "PurposeText",
      "PurposeToggle",
      "Purposes",
      "Recorded",
      "Retry",
      "Root",
      "Save",
      "Skeleton",
      "SkipLink",
      "Status",
      "Summary",
      "Text",
      "Title",
    ]);
  });
});
