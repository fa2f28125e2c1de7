import { NoticeConsent } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fn, userEvent } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { asked, boxes, eventually, part } from "../play.test-data.ts";
import { bank, inScene } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Languages/Switching",
  component: NoticeConsent,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: bank })),
  args: { onAccept: fn(), onDecline: fn(), onError: fn(), onLanguageChange: fn() },
  globals: { language: "en" },
  render: modalOnPage,
});

/** Changing the language keeps focus, ticks and nodes, and says so once, in that language. [UI-L3] [UI-L7] */
export const WithChoicesMade = meta.story({
  play: async ({ args }) => {
    const notice = await asked();
    const title = notice.querySelector("h2");
    const select = notice.querySelector("select");
    const [first] = boxes(notice);
    if (first === undefined || select === null) throw new Error("There is no box or no selector.");
    await userEvent.click(first);
    select.focus();
    await userEvent.selectOptions(select, "hi");
    await eventually(() => expect(notice).toHaveAttribute("lang", "hi"));
    await eventually(() => expect(title).toHaveTextContent(/बचत खाते/u));
    await expect(select).toHaveFocus();
    await expect(first).toBeChecked();
    await expect(title?.isConnected).toBe(true);
    await eventually(() => expect(part(notice, "status")).toHaveTextContent("हिन्दी"));
    await expect(document.documentElement).not.toHaveAttribute("lang", "hi");
    await eventually(() => expect(args.onLanguageChange).toHaveBeenCalledWith("hi"));
  },
});

/** Long words break; nothing is cut off. [UI-L6] */
export const LongTamilWordsOnPhone = meta.story({
  globals: { language: "ta", viewport: { value: "phone" } },
  play: async () => {
    const dialog = part(await asked(), "dialog");
    await expect(dialog.scrollWidth).toBeLessThanOrEqual(dialog.clientWidth);
  },
});

/** A language that lacks one word is not offered: a notice is never in two languages at once. [UI-L2] */
export const Incomplete = meta.story({
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: withoutOneHindiWord })),
  globals: { language: "hi" },
  play: async () => {
    const notice = await asked();
    const select = notice.querySelector("select");
    await expect([...(select?.options ?? [])].map(({ value }) => value)).not.toContain("hi");
    await expect(notice).not.toHaveAttribute("lang", "hi");
  },
});

const withoutOneHindiWord = {
  ...bank,
  active_config: {
    ...bank.active_config,
    supported_languages_and_translations: Object.fromEntries(
      Object.entries(bank.active_config.supported_languages_and_translations).map(([name, words]) => [
        name,
        name === "Hindi" ? { ...words, purpose_section_heading: "" } : words,
      ]),
    ),
  },
};
