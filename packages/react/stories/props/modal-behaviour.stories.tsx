import { submitConsent } from "@notice-consent/contract";
import { NoticeConsent } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fireEvent, fn, userEvent } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { asked, eventually, gone, part, press } from "../play.test-data.ts";
import { bank, inScene, Page, scenarioBehind, shop, stageProps } from "../stage.test-data.tsx";
import { useRef, useState } from "react";

const meta = preview.meta({
  title: "Props/Modal: behaviour",
  component: NoticeConsent,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: shop })),
  args: { onAccept: fn(), onDecline: fn(), onError: fn(), onDismiss: fn(), onOpenChange: fn() },
  render: modalOnPage,
});

/** `dismissible={false}`, the default: Escape closes nothing; the status says what does. [UI-M4] */
export const Blocking = meta.story({
  args: { dismissible: false },
  play: async (context) => {
    const notice = await asked();
    await userEvent.keyboard("{Escape}{Escape}{Escape}{Escape}{Escape}");
    await eventually(() => expect(part(notice, "status")).not.toBeEmptyDOMElement());
    await expect(notice).toBeVisible();
    await expect(context.args.onDismiss).not.toHaveBeenCalled();
    await expect(scenarioBehind(context).requests.to(submitConsent)).toEqual([]);
  },
});

/** `dismissible`: Escape and Close end it without a decision; nothing is written. [UI-M5] [UI-S10] */
export const Dismissible = meta.story({
  args: { dismissible: true },
  play: async (context) => {
    await expect(part(await asked(), "close")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await gone();
    await eventually(() => expect(context.args.onDismiss).toHaveBeenCalledTimes(1));
    await expect(context.args.onOpenChange).toHaveBeenCalledWith(false, { reason: "dismissed" });
    await expect(scenarioBehind(context).requests.to(submitConsent)).toEqual([]);
  },
});

/** `dismissible="backdrop"`: a click outside does so as well. [UI-M5] */
export const DismissibleByBackdrop = meta.story({
  args: { dismissible: "backdrop" },
  play: async ({ args }) => {
    await asked();
    // Nothing but the notice takes a pointer; a press anywhere else lands on the overlay.
    await fireEvent.pointerDown(document.body);
    await fireEvent.click(document.body);
    await gone();
    await eventually(() => expect(args.onDismiss).toHaveBeenCalledTimes(1));
  },
});

/** `blockUI={false}`: no overlay, no lock, no trap; the page stays usable. */
export const NotBlocking = meta.story({
  tags: ["vrt"],
  args: { blockUI: false },
  play: async () => {
    const notice = await asked();
    await expect(notice.querySelector('[data-nc="overlay"]')).toBeNull();
    await expect(document.documentElement.style.overflow).toBe("");
  },
});

/** `blockUI`, the default: the page behind is covered and does not scroll. */
export const BlocksThePage = meta.story({
  args: { blockUI: true },
  play: async () => {
    await expect(part(await asked(), "overlay")).toBeVisible();
  },
});

/** `open={false}`: checked without being shown; the host hears whether something is left to ask. */
export const Closed = meta.story({
  args: { open: false },
  play: async (context) => {
    await eventually(() => expect(scenarioBehind(context).requests.all).toHaveLength(1));
    await expect(document.querySelector('[data-nc="dialog"]')).toBeNull();
  },
});

/** `open`, held: the confirmation stays until the host takes it away. */
export const HeldOpen = meta.story({
  args: { open: true },
  play: async () => {
    await asked();
  },
});

/** `defaultOpen={false}`: starts closed, and nobody holds it. */
export const ClosedAtFirst = meta.story({
  args: { defaultOpen: false },
  play: async () => {
    await expect(document.querySelector('[data-nc="dialog"]')).toBeNull();
  },
});

/** `defaultOpen`, the default: opens by itself when something is left to ask. */
export const OpenAtFirst = meta.story({
  args: { defaultOpen: true },
  play: async () => {
    await asked();
  },
});

/** `open` and `onOpenChange`: a button of the host opens it, and has focus again afterwards. [UI-M6] */
export const OpenedByButton = meta.story({
  render: function OpenedByButton(args, context) {
    const [open, setOpen] = useState(false);
    return (
      <Page context={context}>
        <aside className="page">
          <button type="button" onClick={() => setOpen(true)}>
            Continue
          </button>
        </aside>
        <NoticeConsent {...stageProps(context)} {...args} open={open} dismissible onOpenChange={setOpen} />
      </Page>
    );
  },
  play: async ({ canvas }) => {
    const button = canvas.getByRole("button", { name: "Continue" });
    await userEvent.click(button);
    await asked();
    await userEvent.keyboard("{Escape}");
    await gone();
    await eventually(() => expect(button).toHaveFocus());
  },
});

/** `finalFocus`: where focus goes when what had it before is gone. [UI-M6] */
export const FinalFocus = meta.story({
  render: function FinalFocus(args, context) {
    const target = useRef<HTMLAnchorElement>(null);
    return (
      <Page context={context}>
        <nav className="page">
          <a ref={target} href="#account">
            Your account
          </a>
        </nav>
        <NoticeConsent {...stageProps(context)} {...args} finalFocus={target} />
      </Page>
    );
  },
  play: async ({ canvas }) => {
    await press(await asked(), "decline");
    await gone();
    await eventually(() => expect(canvas.getByRole("link", { name: "Your account" })).toHaveFocus());
  },
});

/** `portal`, the default: the notice stands at the end of the body. */
export const InPortal = meta.story({
  args: { portal: true },
  play: async ({ canvasElement }) => {
    await expect(canvasElement).not.toContainElement(await asked());
  },
});

/** `portal={false}`: the notice stands where the component does, and in a server's first HTML. [UI-M13] */
export const InPlace = meta.story({
  args: { portal: false },
  play: async ({ canvasElement }) => {
    await expect(canvasElement).toContainElement(await asked());
  },
});

/** `portal={element}`: in an element of the host. */
export const InAnElement = meta.story({
  render: function InAnElement(args, context) {
    const [place, setPlace] = useState<HTMLElement | null>(null);
    return (
      <Page context={context}>
        <div ref={setPlace} data-testid="place" />
        {place !== null && <NoticeConsent {...stageProps(context)} {...args} portal={place} />}
      </Page>
    );
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByTestId("place")).toContainElement(await asked());
  },
});

/** `contentProps`: further attributes of the dialog element, here `aria-modal`. */
export const ContentProps = meta.story({
  args: { contentProps: { "aria-modal": true } },
  play: async () => {
    await expect(part(await asked(), "dialog")).toHaveAttribute("aria-modal", "true");
  },
});

/** `validateAgainst="all"`, the default: a refusal of anything is asked again on the next visit. */
export const ValidateAgainstAll = meta.story({
  args: { validateAgainst: "all" },
  parameters: inScene((init) => scenario("partly-granted", { ...init, notice: shop })),
  play: async () => {
    await asked();
  },
});

/** `validateAgainst="required"`: what is required was granted, so nothing is left to ask. */
export const ValidateAgainstRequired = meta.story({
  args: { validateAgainst: "required" },
  parameters: inScene((init) => scenario("partly-granted", { ...init, notice: shop })),
  play: async ({ args }) => {
    await eventually(() =>
      expect(args.onAccept).toHaveBeenCalledWith(expect.objectContaining({ outcome: "already-valid" })),
    );
  },
});

/** A page that is longer than its window, with fixed headers: nothing of it moves. [UI-M7] */
export const LongPageBehind = meta.story({
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: bank })),
  render: (args, context) => (
    <Page context={context}>
      <header
        style={{ position: "fixed", insetBlockStart: 0, insetInline: 0, padding: "0.75rem", background: "Field" }}
      >
        Meridian
      </header>
      <section className="page" aria-label="More">
        {Array.from({ length: 40 }, (_, index) => (
          <p key={index}>Paragraph {index + 1} of a page that goes on for a while.</p>
        ))}
      </section>
      <NoticeConsent {...stageProps(context)} {...args} />
    </Page>
  ),
  play: async () => {
    const header = document.querySelector("header");
    const before = header?.getBoundingClientRect().width;
    const notice = await asked();
    await expect(header?.getBoundingClientRect().width).toBe(before);
    await press(notice, "decline");
    await gone();
    await expect(header?.getBoundingClientRect().width).toBe(before);
  },
});
