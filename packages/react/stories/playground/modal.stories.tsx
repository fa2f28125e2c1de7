import { NoticeConsent } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fn } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { asked, boxes, eventually, expectEqualChoice, gone, press } from "../play.test-data.ts";
import { bank, inScene, scenarioBehind } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Playground/Modal",
  component: NoticeConsent,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: bank })),
  args: { onAccept: fn(), onDecline: fn(), onError: fn(), onDismiss: fn(), onOpenChange: fn() },
  render: modalOnPage,
});

/** All props in the panel below, a bank's notice above. Nothing is ticked; the title has focus. */
export const Playground = meta.story({
  tags: ["vrt", "modes"],
  play: async () => {
    const notice = await asked();
    await expect(boxes(notice).filter(({ checked }) => checked)).toEqual([]);
    await expectEqualChoice(notice);
    await eventually(() => expect(notice.querySelector("h2")).toHaveFocus());
  },
});

/** The same, accepted: the notice closes, focus goes back to the page, the host hears of it once. */
export const Accepted = meta.story({
  play: async (context) => {
    await press(await asked(), "accept");
    await gone();
    await eventually(() => expect(context.args.onAccept).toHaveBeenCalledTimes(1));
    await expect(context.args.onAccept).toHaveBeenCalledWith(
      expect.objectContaining({ outcome: "accepted", mayProceed: true }),
    );
    await expect(context.args.onDecline).not.toHaveBeenCalled();
    await expect(scenarioBehind(context).service.events()).toHaveLength(1);
  },
});
