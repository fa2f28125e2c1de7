import { submitConsent } from "@notice-consent/contract";
import { NoticeConsentInline, type InlineHandle } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { useRef } from "react";
import { expect, fn, userEvent } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { Column, inlineOnPage, inlineProps } from "../inline-stage.test-data.tsx";
import { asked, boxes, eventually, noticeIn, part, press } from "../play.test-data.ts";
import { inScene, scenarioBehind, shop } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Props/Inline: submitting",
  component: NoticeConsentInline,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: shop })),
  args: { onAccept: fn(), onDecline: fn(), onError: fn(), onValidationChange: fn() },
  render: inlineOnPage,
});

async function tickRequired(notice: HTMLElement): Promise<void> {
  for (const item of notice.querySelectorAll("li[data-required]")) {
    for (const box of boxes(item)) await userEvent.click(box);
  }
}

/** `submit="when-valid"`, the default: the person’s own act that completes the choice saves it. [UI-I2] [UI-I3] */
export const WhenValid = meta.story({
  args: { submit: "when-valid" },
  tags: ["modes"],
  play: async (context) => {
    const notice = await asked();
    const { requests, service } = scenarioBehind(context);
    await expect(requests.to(submitConsent)).toEqual([]);
    await tickRequired(notice);
    await eventually(() => expect(service.events()).toHaveLength(1));
    await eventually(() => expect(context.args.onAccept).toHaveBeenCalled());
    await eventually(() => expect(part(notice, "status")).not.toBeEmptyDOMElement());
  },
});

/** `submit="when-valid"`: taking a required box back later is a withdrawal, saved as well. [UI-I2] */
export const WhenValidWithdrawn = meta.story({
  args: { submit: "when-valid" },
  play: async (context) => {
    const notice = await asked();
    const { service } = scenarioBehind(context);
    await tickRequired(notice);
    await eventually(() => expect(service.events()).toHaveLength(1));
    await eventually(() => expect(context.args.onAccept).toHaveBeenCalled());
    await tickRequired(notice);
    await eventually(() => expect(service.events()).toHaveLength(2));
    await eventually(() =>
      expect(context.args.onDecline).toHaveBeenCalledWith(expect.objectContaining({ outcome: "withdrawn" })),
    );
  },
});

/** `submit="button"`: the three actions of the notice; afterwards a summary with ways to change and withdraw. [UI-I10] */
export const Button = meta.story({
  args: { submit: "button" },
  tags: ["modes"],
  play: async ({ args }) => {
    await press(await asked(), "accept");
    const notice = await noticeIn("recorded");
    await eventually(() => expect(args.onAccept).toHaveBeenCalledTimes(1));
    await expect(part(notice, "change")).toBeVisible();
    await expect(part(notice, "withdraw")).toBeVisible();
  },
});

/** `submit="form"` with `name`: sent with the form round it, which goes on once it is recorded. [UI-I5] */
export const Form = meta.story({
  render: (args, context) => (
    <Column context={context}>
      <form
        aria-label="Sign up"
        onSubmit={(event) => {
          event.preventDefault();
          event.currentTarget.dataset["sent"] = [...new FormData(event.currentTarget).keys()].join(" ");
        }}
      >
        <p>
          <label>
            Name <input name="name" autoComplete="name" />
          </label>
        </p>
        <NoticeConsentInline {...inlineProps(context)} {...args} submit="form" name="consent" />
        <p>
          <button type="submit">Create account</button> <button type="reset">Start over</button>
        </p>
      </form>
    </Column>
  ),
  play: async (context) => {
    const notice = await asked();
    const form = context.canvas.getByRole("form");
    await tickRequired(notice);
    await userEvent.click(context.canvas.getByRole("button", { name: "Create account" }));
    await eventually(() => expect(form).toHaveAttribute("data-sent", expect.stringContaining("consent[")));
    await expect(scenarioBehind(context).service.events()).toHaveLength(1);
  },
});

/** `onValidationChange` with a reason beside the host’s own button, in place of one that is disabled without a word. [UI-I4] [UI-I8] */
export const OnValidationChange = meta.story({
  args: { submit: "button" },
  play: async ({ args }) => {
    const notice = await asked();
    await eventually(() =>
      expect(args.onValidationChange).toHaveBeenCalledWith(false, expect.objectContaining({ state: "untouched" })),
    );
    await tickRequired(notice);
    await eventually(() =>
      expect(args.onValidationChange).toHaveBeenLastCalledWith(true, expect.objectContaining({ state: "ready" })),
    );
  },
});

/** Before there is a token: readable, choices possible, nothing sent. [UI-I6] */
export const BeforeAToken = meta.story({
  parameters: inScene((init) => scenario("no-token", { ...init, notice: shop })),
  play: async (context) => {
    const notice = await noticeIn("preview");
    await tickRequired(notice);
    await eventually(() => expect(context.args.onValidationChange).toHaveBeenLastCalledWith(true, expect.anything()));
    await expect(scenarioBehind(context).requests.to(submitConsent)).toEqual([]);
  },
});

/** A ref offers `submit()` and `reset()`. */
export const ByRef = meta.story({
  render: function ByRef(args, context) {
    const handle = useRef<InlineHandle>(null);
    return (
      <Column context={context}>
        <NoticeConsentInline ref={handle} {...inlineProps(context)} {...args} submit="form" />
        <p>
          <button type="button" onClick={() => handle.current?.submit()}>
            Continue
          </button>
          <button type="button" onClick={() => handle.current?.reset()}>
            Start over
          </button>
        </p>
      </Column>
    );
  },
  play: async ({ canvas }) => {
    const notice = await asked();
    await tickRequired(notice);
    await userEvent.click(canvas.getByRole("button", { name: "Start over" }));
    await eventually(() => expect(boxes(notice).filter(({ checked }) => checked)).toEqual([]));
    await userEvent.click(canvas.getByRole("button", { name: "Continue" }));
    await eventually(() => expect(part(notice, "summary")).toBeVisible());
  },
});
