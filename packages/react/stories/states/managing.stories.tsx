import { ManageConsentTrigger, NoticeConsent, NoticeConsentInline } from "@notice-consent/react";
import { effortDuring } from "@notice-consent/testing/dom";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fn, userEvent } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { Column, inlineProps } from "../inline-stage.test-data.tsx";
import { asked, boxes, eventually, noticeIn, part, press } from "../play.test-data.ts";
import { inScene, Page, scenarioBehind, shop, stageProps } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "States/Managing",
  component: NoticeConsentInline,
  parameters: inScene((init) => scenario("already-valid", { ...init, notice: shop })),
  args: { submit: "button", onAccept: fn(), onDecline: fn(), onError: fn() },
  render: (args, context) => (
    <Column context={context}>
      <NoticeConsentInline {...inlineProps(context)} {...args} />
    </Column>
  ),
});

/** A button on every page opens what was decided. [UI-W2] */
export const Trigger = meta.story({
  render: (args, context) => (
    <Page context={context}>
      <footer className="page">
        <ManageConsentTrigger notice={{ ...stageProps(context), onAccept: args.onAccept, onDecline: args.onDecline }} />
      </footer>
    </Page>
  ),
  play: async () => {
    await userEvent.click(part(document, "trigger"));
    const notice = await asked();
    await expect(boxes(notice).some(({ checked }) => checked)).toBe(true);
  },
});

/** `mode="manage"`: what is recorded, editable, also when nothing is left to ask. */
export const ManageMode = meta.story({
  args: { mode: "manage" },
  tags: ["vrt", "modes"],
  play: async () => {
    const notice = await asked();
    await expect(boxes(notice).every(({ checked }) => checked)).toBe(true);
  },
});

/** Taking one purpose back costs no more than granting it did. [UI-W1] */
export const WithdrawOne = meta.story({
  args: { mode: "manage" },
  play: async (context) => {
    const notice = await asked();
    const [own] = boxes(notice);
    if (own === undefined) throw new Error("There is no box.");
    const withdraw = await effortDuring(async () => {
      await userEvent.click(own);
    });
    const grant = await effortDuring(async () => {
      await userEvent.click(own);
    });
    await expect(withdraw).toEqual(grant);
    await userEvent.click(own);
    await press(notice, "save");
    await eventually(() => expect(scenarioBehind(context).service.events()).toHaveLength(2));
  },
});

/** One act takes everything back; what was done before stays lawful; and it can be undone. [UI-W1] [UI-W3] */
export const WithdrawAllAndUndo = meta.story({
  play: async (context) => {
    const { service } = scenarioBehind(context);
    const effort = await effortDuring(async () => {
      await userEvent.click(part(await noticeIn("satisfied"), "withdraw"));
    });
    await expect(effort).toEqual({ clicks: 1, keys: 0 });
    await eventually(() => expect(context.args.onDecline).toHaveBeenCalledTimes(1));
    await expect(service.events().at(-1)).toMatchObject({ outcome: "withdrawn" });
    await userEvent.click(await eventually(() => part(document, "undo")));
    await eventually(() => expect(service.events().at(-1)).toMatchObject({ outcome: "accepted" }));
  },
});

/** `includeFullyConsentedData` in the modal: a review of what was agreed to, with one button. */
export const Review = meta.story({
  tags: ["vrt", "modes"],
  render: (args, context) => (
    <Page context={context}>
      <NoticeConsent
        {...stageProps(context)}
        includeFullyConsentedData
        reviewModeButtonText="Go on"
        onAccept={args.onAccept}
      />
    </Page>
  ),
  play: async () => {
    await expect(part(await asked(), "review")).toBeVisible();
  },
});

/** After a decision: a summary, and back to the choices. */
export const Change = meta.story({
  play: async () => {
    await userEvent.click(part(await noticeIn("satisfied"), "change"));
    await expect(boxes(await asked()).every(({ checked }) => checked)).toBe(true);
  },
});
