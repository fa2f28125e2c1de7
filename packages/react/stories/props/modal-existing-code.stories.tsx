import { NoticeConsent } from "@notice-consent/react";
import { aNotice } from "@notice-consent/testing";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fn, userEvent } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { asked, boxes, eventually, expectEqualChoice, noticeIn, part, press } from "../play.test-data.ts";
import { inScene, shop } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Props/Modal: policy and existing code",
  component: NoticeConsent,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: shop })),
  args: { onAccept: fn(), onDecline: fn(), onError: fn(), onPolicyViolation: fn() },
  render: modalOnPage,
});

const incomplete = aNotice({ active_config: { privacy_policy_url: "", privacy_center_url: "" } });

/** `completeness="report"`, the default: a notice that lacks what the law asks for is shown, and `onPolicyViolation` hears of the gaps. [UI-C1] */
export const CompletenessReport = meta.story({
  args: { completeness: "report" },
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: incomplete })),
  play: async ({ args }) => {
    await asked();
    await eventually(() =>
      expect(args.onPolicyViolation).toHaveBeenCalledWith(expect.objectContaining({ kind: "completeness" })),
    );
  },
});

/** `completeness="refuse"`: it is not shown at all. [UI-C1] */
export const CompletenessRefuse = meta.story({
  args: { completeness: "refuse" },
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: incomplete })),
  play: async ({ args }) => {
    await noticeIn("failed");
    await expect(args.onAccept).not.toHaveBeenCalled();
  },
});

/** `settings`: the look of existing code, carried over; both actions stay equal. [UI-T9] */
export const Settings = meta.story({
  args: {
    settings: {
      button: {
        accept: { backgroundColor: "#0a7a4b", textColor: "#ffffff" },
        decline: { backgroundColor: "#ffffff", textColor: "#0a7a4b" },
      },
      borderRadius: "4px",
      backgroundColor: "#f7fbf8",
      headingColor: "#123524",
      textColor: "#123524",
    },
  },
  play: async () => {
    await expectEqualChoice(await asked());
  },
});

/** `settings={false}`: neither they nor the notice’s own wishes change the look. */
export const NoSettings = meta.story({
  args: { settings: false },
  play: async () => {
    await asked();
  },
});

/** `otpGate` is not supported: a gate that is missing must not look like one that was passed. */
export const OtpGate = meta.story({
  args: { otpGate: {} },
  play: async ({ args }) => {
    await noticeIn("failed");
    await eventually(() =>
      expect(args.onError).toHaveBeenCalledWith(expect.objectContaining({ code: "NOTICE_UNSUPPORTED" })),
    );
  },
});

/** `sandboxToken` is not supported either. */
export const SandboxToken = meta.story({
  args: { sandboxToken: "sandbox" },
  play: async () => {
    await noticeIn("failed");
  },
});

/** `ledgerBaseUrl` and `defaultOpenProducts` are accepted for existing code and change nothing. */
export const AcceptedAndIgnored = meta.story({
  args: { ledgerBaseUrl: "https://ledger.example", defaultOpenProducts: [] },
  play: async () => {
    await asked();
  },
});

/** `mode="ask"`, the default: asks while something is left to ask. */
export const ModeAsk = meta.story({
  args: { mode: "ask" },
  play: async () => {
    await asked();
  },
});

/** `unstyled={false}`, the default: every part carries what our stylesheet looks for. */
export const Styled = meta.story({
  args: { unstyled: false },
  play: async () => {
    await expect((await asked()).querySelector('[data-nc="accept"]')).not.toBeNull();
  },
});

/** `settings.confirmBeforeSubmit`: each act alike is asked back once before it is sent. */
export const WhenConfirmed = meta.story({
  args: { settings: { confirmBeforeSubmit: true } },
  play: async ({ args }) => {
    await press(await asked(), "decline");
    const confirm = await eventually(() => part(document, "confirm"));
    await expect(args.onDecline).not.toHaveBeenCalled();
    const [, yes] = confirm.querySelectorAll("button");
    if (yes !== undefined) await userEvent.click(yes);
    await eventually(() => expect(args.onDecline).toHaveBeenCalledTimes(1));
  },
});

/** `settings.desktopPosition`: in a corner or along the bottom, as existing code may say; laid out by `presets/layouts.css`. */
export const InACorner = meta.story({
  args: { settings: { desktopPosition: "bottom-right" } },
  globals: { viewport: { value: "desktop" } },
  play: async () => {
    const notice = await asked();
    await expectEqualChoice(notice);
    const { left, right, top, bottom } = part(notice, "dialog").getBoundingClientRect();
    await expect(window.innerHeight - bottom).toBeLessThan(window.innerHeight * 0.1);
    const [start, end] = [left, document.documentElement.clientWidth - right];
    const toRight = getComputedStyle(notice).direction === "ltr" ? end : start;
    await expect(toRight).toBeLessThan(Math.max(start, end));
    await expect(top).toBeGreaterThanOrEqual(0);
  },
});

/** `settings.controlStyle`: switches in place of boxes, likewise; still boxes by role, and as large. */
export const Switches = meta.story({
  args: { settings: { controlStyle: "switch" } },
  play: async () => {
    const notice = await asked();
    await expectEqualChoice(notice);
    const [box] = boxes(notice);
    if (box === undefined) throw new Error("The notice has no box.");
    const { width, height } = box.getBoundingClientRect();
    await expect(width).toBeGreaterThan(height * 1.4);
    await userEvent.click(box);
    await expect(box).toBeChecked();
  },
});
