import { NoticeConsent } from "@notice-consent/react";
import { aSizedNotice, type NoticeSize } from "@notice-consent/testing";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fn, userEvent } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { asked, boxes, expectEqualChoice, part, parts } from "../play.test-data.ts";
import { bank, inScene, stress } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "States/Size",
  component: NoticeConsent,
  args: { onAccept: fn(), onDecline: fn(), onError: fn() },
  render: modalOnPage,
  play: async () => {
    await expectEqualChoice(await asked());
  },
});

const sized = (size: NoticeSize) => inScene((init) => scenario("must-ask", { ...init, notice: aSizedNotice(size) }));

/** One purpose with one data element. */
export const OneElement = meta.story({
  tags: ["vrt"],
  parameters: sized({ elements: 1 }),
});

/** A bank's account opening: five purposes, fourteen data elements. */
export const Usual = meta.story({
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: bank })),
  tags: ["modes"],
});

/** One purpose with twenty data elements. */
export const TwentyElements = meta.story({ parameters: sized({ elements: 20 }) });

/** The most that is shown unfolded. */
export const SixtyElements = meta.story({ parameters: sized({ elements: 60 }) });

/** One more: folded, with counts. */
export const SixtyOneElements = meta.story({
  parameters: sized({ elements: 61 }),
  play: async () => {
    await expect((await asked()).querySelectorAll("li input")).toHaveLength(0);
  },
});

/** Fifty purposes and a thousand data elements: folded, with counts. */
export const ThousandElements = meta.story({
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: stress })),
  play: async () => {
    const notice = await asked();
    const [details] = parts(notice, "details");
    await expect(details).toHaveAttribute("aria-expanded", "false");
    if (details !== undefined) await userEvent.click(details);
    await expect(part(notice, "elements").querySelectorAll("input")).toHaveLength(20);
    const [own] = boxes(notice);
    if (own !== undefined) await userEvent.click(own);
    await expect(boxes(part(notice, "elements")).filter(({ checked }) => checked)).toHaveLength(20);
  },
});

/** Every data element is required. */
export const AllRequired = meta.story({ parameters: sized({ elements: 6, purposes: 2, required: "all" }) });

/** None is. */
export const NoneRequired = meta.story({
  parameters: sized({ elements: 6, purposes: 2, required: "none" }),
});

/** Thirty screens of text: a link leads to the choices. [UI-X11] */
export const ThirtyScreens = meta.story({
  tags: ["vrt"],
  parameters: sized({ elements: 6, screensOfText: 30 }),
  play: async () => {
    const notice = await asked();
    await expect(part(notice, "skipLink")).toBeInTheDocument();
    await expectEqualChoice(notice);
  },
});
