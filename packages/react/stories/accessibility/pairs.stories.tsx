import { NoticeConsentInline } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import axe from "axe-core";
import { expect, fn } from "storybook/test";
import { looks } from "../../../../.storybook/looks.ts";
import { dressPage } from "../../../../.storybook/page.ts";
import preview from "../../../../.storybook/preview.tsx";
import { inlineOnPage } from "../inline-stage.test-data.tsx";
import { allPairs } from "./all-pairs.test-data.ts";
import { asked, eventually, expectEqualChoice } from "../play.test-data.ts";
import { inScene, everyLanguage } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Accessibility/Pairs",
  component: NoticeConsentInline,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: everyLanguage })),
  args: { submit: "button", onAccept: fn(), onDecline: fn(), onError: fn(), onPolicyViolation: fn() },
  render: inlineOnPage,
});

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const modes = ["light", "dark"] as const;
const languages = ["en", "hi", "ur"] as const;

/**
 * Every pair of look, mode and language, one after the other: no finding of axe, and an equal choice. With forced
 * colours the browser paints its own, and axe would read the ones of the stylesheet behind them. [UI-X1] [UI-S4]
 */
export const LookModeLanguage = meta.story({
  tags: ["modes", "vrt:skip"],
  globals: { language: "en" },
  play: async ({ canvasElement }) => {
    const notice = await asked();
    const select = notice.querySelector("select");
    const paintsOwnColours = window.matchMedia("(forced-colors: active)").matches;
    for (const [brand, theme, language] of allPairs(
      looks.map(({ name }) => name),
      modes,
      languages,
    )) {
      dressPage({ brand, theme, language });
      if (select !== null && select.value !== language) {
        select.value = language;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
      await eventually(() => expect(notice).toHaveAttribute("lang", language));
      const { violations } = await axe.run(canvasElement, {
        runOnly: rules,
        rules: { "color-contrast": { enabled: !paintsOwnColours } },
      });
      const told = violations.map(
        ({ id, nodes }) =>
          `${brand} ${theme} ${language}: ${id} ${nodes[0]?.failureSummary ?? ""} ${nodes[0]?.html ?? ""}`,
      );
      await expect(told).toEqual([]);
      await expectEqualChoice(notice);
    }
    dressPage({ language: "en" });
  },
});
