import { NoticeConsent } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fn } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { asked, boxes, eventually, noticeIn, part } from "../play.test-data.ts";
import { bank, inScene, shop } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Props/Modal: look and words",
  component: NoticeConsent,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: shop })),
  args: { onAccept: fn(), onDecline: fn(), onError: fn(), onLanguageChange: fn() },
  render: modalOnPage,
});

/** `theme="auto"`, the default: follows the page and the person’s system. */
export const ThemeAuto = meta.story({
  args: { theme: "auto" },
  play: async () => {
    await expect(await asked()).not.toHaveAttribute("data-nc-theme");
  },
});

/** `theme="light"`, whatever the system says. */
export const ThemeLight = meta.story({
  args: { theme: "light" },
  play: async () => {
    await expect(await asked()).toHaveAttribute("data-nc-theme", "light");
  },
});

/** `theme="dark"`: designed, not inverted. */
export const ThemeDark = meta.story({
  args: { theme: "dark" },
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: bank })),
  play: async () => {
    await expect(await asked()).toHaveAttribute("data-nc-theme", "dark");
  },
});

/** `density="comfortable"`, the default. */
export const DensityComfortable = meta.story({
  args: { density: "comfortable" },
  play: async () => {
    await expect(await asked()).not.toHaveAttribute("data-nc-density");
  },
});

/** `density="compact"`: less space between things; targets keep their size. */
export const DensityCompact = meta.story({
  args: { density: "compact" },
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: bank })),
  play: async () => {
    await expect(await asked()).toHaveAttribute("data-nc-density", "compact");
  },
});

/** `classNames`: a class of yours for any part. */
export const ClassNames = meta.story({
  args: { classNames: { dialog: "my-dialog", accept: "my-action", decline: "my-action", save: "my-action" } },
  play: async () => {
    await expect(part(await asked(), "dialog")).toHaveClass("my-dialog");
  },
});

/** `labels`: your own interface words; the notice’s own button texts come before them. */
export const Labels = meta.story({
  args: { language: "en", labels: { required: "Needed" } },
  play: async () => {
    await expect(await asked()).toHaveTextContent("Needed");
  },
});

/** `language`: the first language, BCP-47. `onLanguageChange` hears of every switch. */
export const Language = meta.story({
  args: { language: "ta" },
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: bank })),
  play: async () => {
    await expect(await asked()).toHaveAttribute("lang", "ta");
  },
});

/** `failureSlot`: help or a way out while the notice cannot be shown. [UI-M12] */
export const FailureSlot = meta.story({
  args: { failureSlot: <p>Call us: 1800 000 000, day and night.</p> },
  parameters: inScene((init) => scenario("read-refused", { ...init, notice: shop, status: 503 })),
  play: async () => {
    await expect(await noticeIn("failed")).toHaveTextContent("1800 000 000");
  },
});

/** `honourPreselection={false}`, the default: what the notice would tick beforehand stays unticked. [UI-S1] */
export const PreselectionIgnored = meta.story({
  args: { honourPreselection: false },
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: preselected })),
  play: async () => {
    await expect(boxes(await asked()).filter(({ checked }) => checked)).toEqual([]);
  },
});

/** `honourPreselection`: visible, and never sent by itself. [UI-S1] */
export const PreselectionHonoured = meta.story({
  args: { honourPreselection: true },
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: preselected })),
  play: async () => {
    const notice = await asked();
    await eventually(() => expect(boxes(notice).some(({ checked }) => checked)).toBe(true));
  },
});

/** `includeFullyConsentedData`: shows what was agreed to, also when nothing is left to ask. */
export const IncludeFullyConsentedData = meta.story({
  args: { includeFullyConsentedData: true },
  parameters: inScene((init) => scenario("already-valid", { ...init, notice: shop })),
  play: async () => {
    await eventually(() => expect(document.querySelector('[data-nc="root"]')).not.toBeNull());
  },
});

/** `includeFullyConsentedData={false}`, the default: nothing to ask, nothing shown. */
export const NothingToAsk = meta.story({
  args: { includeFullyConsentedData: false },
  parameters: inScene((init) => scenario("already-valid", { ...init, notice: shop })),
  play: async ({ args }) => {
    await eventually(() => expect(args.onAccept).toHaveBeenCalledTimes(1));
  },
});

const preselected = {
  ...shop,
  active_config: { ...shop.active_config, purpose_preselection: "ALL" },
};
