import { findLanguage } from "@notice-consent/contract";
import { expect } from "storybook/test";
import { asked, expectEqualChoice } from "../play.test-data.ts";

/** The notice is wholly in the language: its own words, ours, its script's direction; the selector says so. [UI-L1] [UI-L4] */
export function readsIn(tag: string) {
  return async (): Promise<void> => {
    const { lang, direction, ownName } = findLanguage(tag);
    const notice = await asked();
    await expect(notice).toHaveAttribute("lang", lang);
    await expect(notice).toHaveAttribute("dir", direction);
    const select = notice.querySelector("select");
    await expect(select?.selectedOptions[0]).toHaveTextContent(ownName);
    await expectEqualChoice(notice);
  };
}
