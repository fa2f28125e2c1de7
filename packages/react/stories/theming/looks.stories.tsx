import { NoticeConsent } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { fn } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { asked, expectEqualChoice } from "../play.test-data.ts";
import { bank, inScene } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Theming/Looks",
  component: NoticeConsent,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: bank })),
  args: { onAccept: fn(), onDecline: fn(), onError: fn(), onPolicyViolation: fn() },
  render: modalOnPage,
  play: async () => expectEqualChoice(await asked()),
});

/** The default: a well-set letter. */
export const Calm = meta.story({ globals: { brand: "calm" } });

/** Hairlines only, for a page that is quiet itself. */
export const Minimal = meta.story({
  tags: ["vrt"],
  globals: { brand: "minimal" },
});

/** Round and warm, for consumer apps. */
export const Soft = meta.story({
  tags: ["vrt"],
  globals: { brand: "soft" },
});

/** A serif title, a tight grid, strong rules. */
export const Bank = meta.story({
  tags: ["vrt"],
  globals: { brand: "bank" },
});

/** The default at a smaller scale. */
export const Compact = meta.story({
  globals: { brand: "compact" },
});

/** Black on white, thick edges. */
export const HighContrast = meta.story({
  tags: ["vrt"],
  globals: { brand: "high-contrast" },
});

/** Takes the colours of a page that follows the shadcn/ui convention. */
export const Shadcn = meta.story({
  tags: ["vrt"],
  globals: { brand: "shadcn" },
});
