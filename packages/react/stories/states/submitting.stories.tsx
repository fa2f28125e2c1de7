import { submitConsent, submitConsentBody } from "@notice-consent/contract";
import { NoticeConsent } from "@notice-consent/react";
import { actionOf } from "@notice-consent/testing/dom";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fn, userEvent } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { asked, boxes, eventually, gone, noticeIn, part, press } from "../play.test-data.ts";
import { bank, inScene, scenarioBehind, shop } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "States/Submitting",
  component: NoticeConsent,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: bank })),
  args: { onAccept: fn(), onDecline: fn(), onError: fn(), onOpenChange: fn() },
  render: modalOnPage,
});

/** An act on its way: the pressed button is busy and keeps focus, nothing is disabled. [UI-S13] */
export const Submitting = meta.story({
  parameters: inScene((init) => scenario("submit-never-answers", { ...init, notice: shop })),
  tags: ["vrt", "modes"],
  play: async () => {
    await press(await asked(), "accept");
    const button = actionOf(await noticeIn("submitting"), "accept");
    await expect(button).toHaveAttribute("aria-busy", "true");
    await expect(button).toBeEnabled();
    await expect(button).toHaveFocus();
  },
});

/** `uncertain`: the decision may be recorded and no answer came; the same decision again, under the same key. [UI-E11] */
export const UncertainThenRetried = meta.story({
  parameters: inScene((init) => scenario("uncertain-submit", { ...init, notice: shop })),
  play: async (context) => {
    const { service } = scenarioBehind(context);
    await press(await asked(), "accept");
    const notice = await noticeIn("uncertain");
    await expect(actionOf(notice, "accept")).toHaveFocus();
    await expect(context.args.onAccept).not.toHaveBeenCalled();
    await eventually(() => expect(context.args.onError).toHaveBeenCalledTimes(1));
    service.always(submitConsent, undefined);
    await userEvent.click(part(notice, "retry"));
    await gone();
    await eventually(() => expect(context.args.onAccept).toHaveBeenCalledTimes(1));
    await expect(service.events()).toHaveLength(1);
    const keys = new Set(service.requests.to(submitConsent).map(({ idempotencyKey }) => idempotencyKey));
    await expect(keys.size).toBe(1);
  },
});

/** The same, left open: said in plain words, with a way to try again. */
export const Uncertain = meta.story({
  parameters: inScene((init) => scenario("uncertain-submit", { ...init, notice: shop })),
  tags: ["modes"],
  play: async () => {
    await press(await asked(), "accept");
    const notice = await noticeIn("uncertain");
    await expect(part(notice, "retry")).toBeVisible();
    await expect(part(notice, "status")).not.toBeEmptyDOMElement();
  },
});

/** Held open, the confirmation stays: a drawn tick, when, and in which language. [UI-E3] */
export const Recorded = meta.story({
  args: { open: true },
  tags: ["modes"],
  play: async ({ args }) => {
    await press(await asked(), "accept");
    const notice = await noticeIn("recorded");
    await eventually(() => expect(notice.querySelector("h2")).toHaveFocus());
    await expect(args.onOpenChange).toHaveBeenCalledWith(false, { reason: "recorded" });
    await expect(part(notice, "recorded")).toBeVisible();
  },
});

/** A refusal is recorded like an acceptance. [UI-E7] */
export const Declined = meta.story({
  play: async (context) => {
    const { args } = context;
    await press(await asked(), "decline");
    await gone();
    await eventually(() =>
      expect(args.onDecline).toHaveBeenCalledWith(expect.objectContaining({ outcome: "declined", mayProceed: false })),
    );
    await expect(args.onAccept).not.toHaveBeenCalled();
    await expect(args.onOpenChange).toHaveBeenCalledWith(false, { reason: "declined" });
    const { requests } = scenarioBehind(context);
    await expect(requests.to(submitConsent).at(-1)?.body).toMatchObject({ declined: true });
  },
});

/** A refusal, held open. */
export const DeclinedHeldOpen = meta.story({
  args: { open: true },
  play: async () => {
    await press(await asked(), "decline");
    await noticeIn("recorded");
  },
});

/** Saving what is required alone: accepted in part, and sent exactly as shown. [UI-S2] [UI-S9] */
export const PartlyAccepted = meta.story({
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: shop })),
  play: async (context) => {
    const notice = await asked();
    for (const item of notice.querySelectorAll("li[data-required]")) {
      for (const box of boxes(item)) await userEvent.click(box);
    }
    const before = choiceOn(notice);
    await press(notice, "save");
    await gone();
    const sent = scenarioBehind(context).requests.to(submitConsent).at(-1)?.body;
    await expect(await choiceIn(sent)).toEqual(before);
    await eventually(() =>
      expect(context.args.onAccept).toHaveBeenCalledWith(expect.objectContaining({ outcome: "partially-accepted" })),
    );
  },
});

/** Saving without what is required: a summary with a link to each box takes focus, and nothing is sent. [UI-S12] */
export const ErrorSummary = meta.story({
  tags: ["vrt", "modes"],
  play: async (context) => {
    const notice = await asked();
    await press(notice, "save");
    const summary = await eventually(() => part(notice, "summary"));
    await eventually(() => expect(summary).toContainElement(focused()));
    const links = summary.querySelectorAll("a");
    const invalid = notice.querySelectorAll("[aria-invalid=true]");
    await expect(links.length).toBeGreaterThan(0);
    await expect(invalid).toHaveLength(links.length);
    await expect(scenarioBehind(context).requests.to(submitConsent)).toEqual([]);
    const [first] = links;
    if (first !== undefined) await userEvent.click(first);
    await expect(invalid[0]).toHaveFocus();
    await expect(invalid[0]).toHaveAccessibleDescription();
  },
});

/** Some of it ticked: the purpose reads mixed, and says how many. [UI-S8] */
export const Mixed = meta.story({
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: shop })),
  tags: ["vrt", "modes"],
  play: async () => {
    const notice = await asked();
    const [element] = boxes(part(notice, "elements"));
    if (element !== undefined) await userEvent.click(element);
    await expect(notice.querySelector("legend input, [data-nc=purposeToggle]")).toBePartiallyChecked();
    await expect(part(notice, "purpose")).toHaveAttribute("data-state", "mixed");
  },
});

function focused(): HTMLElement | null {
  return document.activeElement instanceof HTMLElement ? document.activeElement : null;
}

/** What the screen shows, in the shape of a submission. */
function choiceOn(notice: HTMLElement): unknown {
  return [...notice.querySelectorAll("fieldset")].map((purpose) => {
    const own = purpose.querySelector<HTMLInputElement>("legend input");
    const elements = [...purpose.querySelectorAll<HTMLInputElement>("li input")];
    return [own !== null && (own.checked || own.indeterminate), ...elements.map(({ checked }) => checked)];
  });
}

/** The choice that a submission carried, without its uuids. */
async function choiceIn(body: unknown): Promise<unknown> {
  const read = await submitConsentBody["~standard"].validate(body);
  if (read.issues !== undefined) return read.issues;
  return read.value.purposes.map(({ selected, data_elements }) => [
    selected,
    ...(data_elements ?? []).map((element) => element.selected),
  ]);
}
