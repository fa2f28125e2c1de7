import { NoticeConsentInline } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fn } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { Column, inlineOnPage, inlineProps } from "../inline-stage.test-data.tsx";
import { asked, eventually, expectEqualChoice, noticeIn, part } from "../play.test-data.ts";
import { bank, inScene, shop } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Props/Inline: place",
  component: NoticeConsentInline,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: shop })),
  args: { submit: "button", onAccept: fn(), onDecline: fn(), onError: fn() },
  render: inlineOnPage,
});

const headed = (level: number) => async (): Promise<void> => {
  await expect((await asked()).querySelector(`h${level}`)).toBeVisible();
};

/** `headingLevel={2}`, the default. */
export const HeadingLevelTwo = meta.story({ args: { headingLevel: 2 }, play: headed(2) });

/** `headingLevel={3}` */
export const HeadingLevelThree = meta.story({
  args: { headingLevel: 3 },
  parameters: { a11y: { config: { rules: [{ id: "heading-order", enabled: false }] } } },
  play: headed(3),
});

/** `headingLevel={4}` */
export const HeadingLevelFour = meta.story({
  args: { headingLevel: 4 },
  parameters: { a11y: { config: { rules: [{ id: "heading-order", enabled: false }] } } },
  play: headed(4),
});

/** `headingLevel={5}` */
export const HeadingLevelFive = meta.story({
  args: { headingLevel: 5 },
  parameters: { a11y: { config: { rules: [{ id: "heading-order", enabled: false }] } } },
  play: headed(5),
});

/** `headingLevel={6}` */
export const HeadingLevelSix = meta.story({
  args: { headingLevel: 6 },
  parameters: { a11y: { config: { rules: [{ id: "heading-order", enabled: false }] } } },
  play: headed(6),
});

/** `aria-label`: a name of its own for each notice of a page, so that its region can be told from the others. */
export const TwoOnAPage = meta.story({
  render: (args, context) => (
    <Column context={context}>
      <NoticeConsentInline {...inlineProps(context)} {...args} aria-label="Your choice on the web" />
      <NoticeConsentInline {...inlineProps(context)} {...args} aria-label="Your choice in the app" name="app" />
    </Column>
  ),
  play: async ({ canvas }) => {
    for (const name of ["Your choice on the web", "Your choice in the app"]) {
      await expect(await canvas.findByRole("region", { name })).toBeVisible();
    }
  },
});

/** `minHeight`: space that is kept from the first frame, so that nothing below moves. [UI-I11] */
export const MinHeight = meta.story({
  args: { minHeight: "40rem" },
  parameters: inScene((init) => scenario("never-answers", { ...init, notice: bank })),
  play: async () => {
    const notice = await noticeIn("checking");
    await expect(notice.getBoundingClientRect().height).toBeGreaterThanOrEqual(640);
  },
});

/** In a narrow sidebar: one column, stacked actions. */
export const InASidebar = meta.story({
  decorators: [
    (Story) => (
      <div style={{ inlineSize: "20rem" }}>
        <Story />
      </div>
    ),
  ],
  play: async () => {
    await expectEqualChoice(await asked());
    const { scrollWidth } = document.documentElement;
    await expect(scrollWidth).toBeLessThanOrEqual(window.innerWidth);
  },
});

/** Reading: the shape of what is to come. */
export const Loading = meta.story({
  parameters: inScene((init) => scenario("never-answers", { ...init, notice: shop })),
  play: async () => {
    await expect(await noticeIn("checking")).toHaveAttribute("aria-busy", "true");
  },
});

/** The read is refused: said in plain words, with a way to try again. */
export const Failed = meta.story({
  parameters: inScene((init) => scenario("read-refused", { ...init, notice: shop, code: "INTERNAL" })),
  tags: ["modes"],
  play: async ({ args }) => {
    await expect(part(await noticeIn("failed"), "retry")).toBeVisible();
    await eventually(() => expect(args.onError).toHaveBeenCalledTimes(1));
  },
});

/** Nothing is left to ask: what is on record, with ways to change it and to take it back. */
export const AlreadyValid = meta.story({
  parameters: inScene((init) => scenario("already-valid", { ...init, notice: shop })),
  tags: ["modes"],
  play: async ({ args }) => {
    const notice = await noticeIn("satisfied");
    await expect(part(notice, "change")).toBeVisible();
    await eventually(() =>
      expect(args.onAccept).toHaveBeenCalledWith(expect.objectContaining({ outcome: "already-valid" })),
    );
  },
});

/** `validateAgainst="all"`, the default: what was refused earlier is asked again. */
export const NotCovered = meta.story({
  args: { validateAgainst: "all" },
  parameters: inScene((init) => scenario("partly-granted", { ...init, notice: shop })),
  play: async () => {
    await asked();
  },
});

/** `validateAgainst="required"`: what is required was granted; the record stands in its place. */
export const AlreadyCovered = meta.story({
  args: { validateAgainst: "required" },
  parameters: inScene((init) => scenario("partly-granted", { ...init, notice: shop })),
  play: async () => {
    await noticeIn("satisfied");
  },
});
