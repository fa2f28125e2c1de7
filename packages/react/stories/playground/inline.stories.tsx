import { NoticeConsentInline } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fn } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { inlineOnPage } from "../inline-stage.test-data.tsx";
import { asked, boxes, expectEqualChoice } from "../play.test-data.ts";
import { bank, inScene } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Playground/Inline",
  component: NoticeConsentInline,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: bank })),
  args: { submit: "button", onAccept: fn(), onDecline: fn(), onError: fn(), onValidationChange: fn() },
  render: inlineOnPage,
});

/** All props in the panel below. The notice takes no focus and nothing is ticked. [UI-I1] */
export const Playground = meta.story({
  tags: ["vrt", "modes"],
  play: async () => {
    const notice = await asked();
    await expect(boxes(notice).filter(({ checked }) => checked)).toEqual([]);
    await expect(document.activeElement).toBe(document.body);
    await expectEqualChoice(notice);
  },
});
