import { expect, fireEvent } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { Designer } from "../../../../.storybook/designer/designer.tsx";
import { eventually, noticeIn } from "../play.test-data.ts";
import { manyNotices } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Theming/Designer",
  component: Designer,
  parameters: { controls: { disable: true }, ...manyNotices },
});

/** Change tokens, see both components in every state, read contrast and parity, take the CSS away. [SB9] */
export const Workbench = meta.story({
  tags: ["vrt"],
  play: async ({ canvas }) => {
    await noticeIn("asking");
    await eventually(() => expect(canvas.getByText("All pairs hold")).toBeVisible());
    await eventually(() => expect(canvas.getByText("Equal")).toBeVisible());
  },
});

/** What is copied says what was changed, and makes another page look the same. [SB9] */
export const CopiedCss = meta.story({
  play: async ({ canvas, canvasElement }) => {
    await noticeIn("asking");
    await fireEvent.input(canvas.getByLabelText("accent"), { target: { value: "#7a1fa2" } });
    await fireEvent.input(canvas.getByLabelText("radius"), { target: { value: "0.4" } });
    const css = canvas.getByTestId("css");
    await eventually(() =>
      expect(css).toHaveTextContent(":root { --nc-accent: #7a1fa2; --nc-radius: 0.4rem; }", {
        normalizeWhitespace: true,
      }),
    );
    await expect(css.textContent).not.toContain("--nc-bg");

    const stage = canvasElement.querySelector<HTMLElement>(".designer-stage");
    const before = looksOf(stage);
    const style = stage?.getAttribute("style") ?? "";
    stage?.removeAttribute("style");
    await expect(looksOf(stage)).not.toEqual(before);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css.textContent ?? "");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    await expect(looksOf(stage)).toEqual(before);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    stage?.setAttribute("style", style);
  },
});

/** How every part of every notice on the stage looks. */
function looksOf(stage: HTMLElement | null): string[] {
  return [...(stage?.querySelectorAll("[data-nc]") ?? [])].map((part) => {
    const { color, backgroundColor, borderColor, borderRadius, font, padding, width, outline } = getComputedStyle(part);
    return [color, backgroundColor, borderColor, borderRadius, font, padding, width, outline].join(" ");
  });
}
