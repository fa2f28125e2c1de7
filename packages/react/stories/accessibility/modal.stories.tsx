import { NoticeConsent } from "@notice-consent/react";
import { findAction, isCovered } from "@notice-consent/testing/dom";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fn, userEvent } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { asked, eventually, expectEqualChoice, part } from "../play.test-data.ts";
import { bank, inScene, shop } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Accessibility/Modal",
  component: NoticeConsent,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: bank })),
  args: { onAccept: fn(), onDecline: fn(), onError: fn() },
  render: modalOnPage,
});

/** Tab starts after the title, Shift+Tab leads from it to the last action, and both stay inside. [UI-M3] */
export const Keyboard = meta.story({
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: shop })),
  play: async () => {
    const notice = await asked();
    const dialog = part(notice, "dialog");
    await eventually(() => expect(dialog.querySelector("h2")).toHaveFocus());
    await userEvent.tab({ shift: true });
    await expect(findAction(notice, "accept")).toHaveFocus();
    await userEvent.tab();
    await expect(dialog.querySelector("select")).toHaveFocus();
    for (let presses = 0; presses < 60; presses += 1) {
      await userEvent.tab();
      await expect(dialog.contains(document.activeElement)).toBe(true);
    }
  },
});

/** Decline, save and accept are one button three times. [UI-S3] [UI-S4] */
export const EqualActions = meta.story({
  globals: { viewport: { value: "desktop" } },
  play: async () => expectEqualChoice(await asked()),
});

/** The same on a phone, where they stand one above the other. [UI-S3] [UI-S4] */
export const EqualActionsOnPhone = meta.story({
  globals: { viewport: { value: "phone" } },
  play: async () => expectEqualChoice(await asked()),
});

/** On a phone: a sheet from the bottom, never taller than the window. */
export const Phone = meta.story({
  globals: { viewport: { value: "phone" } },
  play: async () => {
    const { bottom, height } = part(await asked(), "dialog").getBoundingClientRect();
    await expect(Math.round(bottom)).toBe(window.innerHeight);
    await expect(height).toBeLessThanOrEqual(window.innerHeight);
  },
});

/** At 400 % zoom everything scrolls together, and no control hides another. [UI-M9] [UI-M10] */
export const Zoomed = meta.story({
  globals: { viewport: { value: "zoomed" } },
  play: async () => {
    const dialog = part(await asked(), "dialog");
    await expect(coveredStops(dialog)).toEqual([]);
    await expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
    await expect(dialog.scrollWidth).toBeLessThanOrEqual(dialog.clientWidth);
  },
});

/** From right to left on a phone. [UI-M9] */
export const RightToLeftOnPhone = meta.story({
  globals: { viewport: { value: "phone" }, language: "ur" },
  play: async () => {
    const notice = await asked();
    await expect(notice).toHaveAttribute("dir", "rtl");
    await expect(coveredStops(part(notice, "dialog"))).toEqual([]);
  },
});

/** Text at twice its size, and nothing is cut off. [UI-X6] */
export const TwiceTheText = meta.story({
  beforeEach: () => {
    document.documentElement.style.fontSize = "200%";
    return () => document.documentElement.style.removeProperty("font-size");
  },
  play: async () => {
    const dialog = part(await asked(), "dialog");
    await expect(dialog.scrollWidth).toBeLessThanOrEqual(dialog.clientWidth);
    await expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
  },
});

/** Without motion nothing moves on opening. [UI-X8] */
export const NoMotion = meta.story({
  globals: { motion: "none" },
  play: async () => {
    await expect((await asked()).getAnimations({ subtree: true })).toEqual([]);
  },
});

/** Names the controls that something else covers wholly while they have focus. */
function coveredStops(dialog: HTMLElement): string[] {
  const stops = [...dialog.querySelectorAll<HTMLElement>("a[href], button, input, select")];
  const covered = stops.filter((stop) => {
    stop.focus();
    return isCovered(stop);
  });
  return covered.map((stop) => stop.outerHTML.slice(0, 80));
}
