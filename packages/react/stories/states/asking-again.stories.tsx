import { NoticeConsent } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fn } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { asked } from "../play.test-data.ts";
import { inScene, shop } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "States/Asking again",
  component: NoticeConsent,
  args: { onAccept: fn(), onDecline: fn(), onError: fn() },
  render: modalOnPage,
  play: async () => {
    const notice = await asked();
    await expect(notice.querySelectorAll('[data-nc="purpose"]').length).toBeGreaterThan(0);
  },
});

/** The first purpose changed since it was granted. [UI-C11] */
export const Changed = meta.story({
  parameters: inScene((init) => scenario("asked-again-changed", { ...init, notice: shop })),
  tags: ["vrt", "modes"],
});

/** A purpose was added since. [UI-C11] */
export const NewPurpose = meta.story({
  parameters: inScene((init) => scenario("asked-again-new", { ...init, notice: shop })),
});

/** The earlier grant was for a year, and the year is over. [UI-C11] */
export const Expired = meta.story({
  parameters: inScene((init) => scenario("asked-again-expired", { ...init, notice: shop })),
});

/** The person withdrew, and may decide anew. [UI-C11] */
export const Withdrawn = meta.story({
  parameters: inScene((init) => scenario("asked-again-withdrawn", { ...init, notice: shop })),
});

/** What was granted meets `required`; this page asks for `all`. [UI-C11] */
export const Stricter = meta.story({
  parameters: inScene((init) => scenario("asked-again-stricter", { ...init, notice: shop })),
});

/** What is required was granted, the rest was not. */
export const PartlyGranted = meta.story({
  parameters: inScene((init) => scenario("partly-granted", { ...init, notice: shop })),
});

/** Everything was refused, and `all` asks again. */
export const RefusedEarlier = meta.story({
  parameters: inScene((init) => scenario("declined", { ...init, notice: shop })),
});
