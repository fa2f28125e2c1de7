import { describe, expect, it } from "vitest";
import * as everything from "./index.ts";
import * as inline from "./inline.ts";
import * as modal from "./modal.ts";
import * as next from "./next.ts";

describe("the public names", () => {
  it("are these, from the package's own entry", () => {
    expect(Object.keys(everything).toSorted()).toEqual([
      "ManageConsentTrigger",
      "Notice",
      "NoticeConsent",
      "NoticeConsentInline",
      "appearanceOf",
      "english",
      "loadWords",
      "preloadDialog",
      "slots",
      "useNotice",
    ]);
  });

  it("are those of the modal, from its own entry", () => {
    expect(Object.keys(modal)).toEqual(["NoticeConsent", "preloadDialog"]);
  });

  it("are those of the inline notice, from its own entry", () => {
    expect(Object.keys(inline)).toEqual(["NoticeConsentInline"]);
  });

  it("are those of a server component, from its own entry", () => {
    expect(Object.keys(next)).toEqual(["ConsentBoundary"]);
  });

  it("are these for the parts", () => {
    expect(Object.keys(everything.Notice).toSorted()).toEqual([
      "Accept",
      "Actions",
      "Change",
      "Changes",
      "Close",
      "Confirm",
      "Decline",
      "Details",
      "Element",
      "Elements",
      "Failure",
      "Information",
      "Language",
      "Links",
      "Logo",
      "Purpose",
      "PurposeTerms",
      "PurposeText",
      "PurposeToggle",
      "Purposes",
      "Receipt",
      "Recorded",
      "Retry",
      "Review",
      "ReviewActions",
      "Root",
      "Save",
      "Saved",
      "Skeleton",
      "SkipLink",
      "Status",
      "Summary",
      "Text",
      "Title",
      "Undo",
      "Withdraw",
    ]);
  });
});
