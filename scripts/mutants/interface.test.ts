import { describe, expect, it } from "vitest";

import { runMutant, type Edit } from "./mutant.ts";

const modal = "packages/react/src/modal-notice.tsx";
const dialog = "packages/react/src/dialog/consent-dialog.tsx";
const frame = "packages/react/src/dialog/dialog-frame.tsx";

/** A mistake: the row that it breaks, and the file with the test of that row, which some words of its title name. */
interface Mistake {
  readonly breaks: string;
  readonly seenBy: string;
  readonly title: string;
  readonly edits: Edit[];
}

/** What never comes is not waited for as long as on a busy machine. */
const impatience: Edit = { file: "packages/react/src/suite-setup.test-data.ts", find: "20_000", replace: "5_000" };

/** How the named test of the broken row took the mistake. */
function outcome({ breaks, seenBy, title, edits }: Mistake) {
  const { passed, failed } = runMutant({
    edits: [impatience, ...edits],
    test: `packages/react/${seenBy}`,
    titles: title,
  });
  const ofRow = (titles: readonly string[]): readonly string[] => titles.filter((one) => one.includes(`[${breaks}]`));
  return { passed: ofRow(passed).length, failed: ofRow(failed).length };
}

// A report of axe without violations proves none of these rows.
describe("the tests notice", () => {
  it("a footer that sticks to the end of what scrolls [UI-M9]", () => {
    const seen = outcome({
      breaks: "UI-M9",
      seenBy: "browser/scroller.test.ts",
      title: "320 × 256 the footer covers no stop",
      edits: [
        {
          file: modal,
          find: `      </Body>\n      <div {...piece("footer")} `,
          replace: `      <div {...piece("footer")} style={{ position: "sticky", bottom: 0 }} `,
        },
        { file: modal, find: "      </div>\n    </>\n  );", replace: "      </div>\n    </Body></>\n  );" },
      ],
    });
    expect(seen).toEqual({ passed: 0, failed: 1 });
  });

  it("a title outside what scrolls [UI-M2]", () => {
    const seen = outcome({
      breaks: "UI-M2",
      seenBy: "browser/scroller.test.ts",
      title: "1280 × 800 the title stands in what scrolls",
      edits: [
        { file: modal, find: "          <Notice.Title />\n", replace: "" },
        { file: modal, find: "      <Body>\n", replace: "      <Notice.Title />\n      <Body>\n" },
      ],
    });
    expect(seen).toEqual({ passed: 0, failed: 1 });
  });

  it("an overlay that brings a scroll lock of its own [UI-M7]", () => {
    const seen = outcome({
      breaks: "UI-M7",
      seenBy: "src/notice-consent.test.tsx",
      title: "NoticeConsent, plain makes no style element",
      edits: [
        { file: dialog, find: "import { Content, Portal,", replace: "import { Content, Overlay, Portal," },
        {
          file: dialog,
          find: "      <Surface {...shell} />\n",
          replace: "      <Overlay />\n      <Surface {...shell} />\n",
        },
      ],
    });
    expect(seen).toEqual({ passed: 0, failed: 1 });
  });

  it("focus that is not given back [UI-M6]", () => {
    const seen = outcome({
      breaks: "UI-M6",
      seenBy: "src/notice-consent.test.tsx",
      title: "NoticeConsent, plain focus returns to what had it before",
      edits: [
        { file: dialog, find: "returnFocus(document, opener.current, finalFocus);", replace: "void finalFocus;" },
      ],
    });
    expect(seen).toEqual({ passed: 0, failed: 1 });
  });

  it("a notice that is made anew for each language [UI-L7]", () => {
    const seen = outcome({
      breaks: "UI-L7",
      seenBy: "src/labels/language-switch.test.tsx",
      title: "keeps focus, ticks and nodes",
      edits: [
        {
          file: frame,
          find: "<RootOf state={state} theme",
          replace: "<RootOf key={state.spoken.lang} state={state} theme",
        },
      ],
    });
    expect(seen).toEqual({ passed: 0, failed: 1 });
  });
});
