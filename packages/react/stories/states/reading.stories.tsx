import { readNotice, refreshTokens } from "@notice-consent/contract";
import { NoticeConsent } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fn, userEvent } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { asked, eventually, gone, noticeIn, part, press } from "../play.test-data.ts";
import { bank, fastClock, inScene, Page, scenarioBehind, shop, stageProps } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "States/Reading",
  component: NoticeConsent,
  args: { onAccept: fn(), onDecline: fn(), onError: fn() },
  render: modalOnPage,
});

/** An answer that does not come: the shell, named and focused, with the shape of what is to come. [UI-M12] */
export const Loading = meta.story({
  parameters: inScene((init) => scenario("never-answers", { ...init, notice: bank })),
  tags: ["modes"],
  play: async () => {
    const notice = await noticeIn("checking");
    const dialog = part(notice, "dialog");
    await expect(dialog).toHaveAttribute("aria-busy", "true");
    await eventually(() => expect(dialog.querySelector("h2")).toHaveFocus());
  },
});

/** An answer after three seconds: the skeleton, then the notice, and focus stays on the title. [UI-M15] */
export const Slow = meta.story({
  parameters: inScene((init) => scenario("slow", { ...init, notice: bank })),
  play: async () => {
    const title = (await noticeIn("checking")).querySelector("h2");
    const notice = await asked();
    await expect(notice.querySelector("h2")).toBe(title);
    await expect(title).toHaveFocus();
  },
});

/** 409 `CONSENT_ALREADY_PROVIDED`: nothing is shown, and the host hears it once. [UI-E4] */
export const AlreadyValid = meta.story({
  parameters: inScene((init) => scenario("already-valid", { ...init, notice: shop })),
  play: async ({ args }) => {
    await eventually(() => expect(args.onAccept).toHaveBeenCalledTimes(1));
    await expect(args.onAccept).toHaveBeenCalledWith(
      expect.objectContaining({ outcome: "already-valid", mayProceed: true }),
    );
    await expect(document.querySelector('[data-nc="root"]')).toBeNull();
  },
});

/** 401, one renewal, the same read again: the person notices nothing. [UI-E4] */
export const ExpiredThenRefreshed = meta.story({
  parameters: inScene((init) => scenario("expired-then-refreshed", { ...init, notice: shop })),
  play: async (context) => {
    await asked();
    const { requests } = scenarioBehind(context);
    await expect(requests.to(refreshTokens)).toHaveLength(1);
    await expect(requests.to(readNotice).map(({ status }) => status)).toEqual([401, 200]);
    await expect(context.args.onError).not.toHaveBeenCalled();
  },
});

/** `SESSION_ENDED`: both tokens are spent, the person has to sign in anew. */
export const SessionEnded = meta.story({
  parameters: inScene((init) => scenario("session-ended", { ...init, notice: shop })),
  play: async ({ args }) => {
    await noticeIn("failed");
    await eventually(() =>
      expect(args.onError).toHaveBeenCalledWith(expect.objectContaining({ code: "SESSION_ENDED" })),
    );
  },
});

/** `AUTH_REJECTED`: a fresh token was refused as well. */
export const AccessRejected = meta.story({
  parameters: inScene((init) => scenario("access-rejected", { ...init, notice: shop })),
  play: async ({ args }) => {
    await noticeIn("failed");
    await eventually(() =>
      expect(args.onError).toHaveBeenCalledWith(expect.objectContaining({ code: "AUTH_REJECTED" })),
    );
  },
});

/** `CONFIGURATION`: an empty token; no request is made. */
export const NotConfigured = meta.story({
  parameters: inScene((init) => scenario("unconfigured", { ...init, notice: shop })),
  play: async (context) => {
    await noticeIn("failed");
    await eventually(() =>
      expect(context.args.onError).toHaveBeenCalledWith(expect.objectContaining({ code: "CONFIGURATION" })),
    );
    await expect(scenarioBehind(context).requests.all).toEqual([]);
  },
});

/** `NOTICE_UNSUPPORTED`: what cannot be shown in full is not shown at all. */
export const Unsupported = meta.story({
  parameters: inScene((init) => scenario("unsupported", { ...init, notice: shop })),
  play: async ({ args }) => {
    await noticeIn("failed");
    await eventually(() =>
      expect(args.onError).toHaveBeenCalledWith(expect.objectContaining({ code: "NOTICE_UNSUPPORTED" })),
    );
  },
});

/** `BAD_RESPONSE`: a proxy's page with status 200. It is no consent. */
export const Unreadable = meta.story({
  parameters: inScene((init) => scenario("unreadable", { ...init, notice: shop })),
  play: async ({ args }) => {
    await noticeIn("failed");
    await eventually(() =>
      expect(args.onError).toHaveBeenCalledWith(expect.objectContaining({ code: "BAD_RESPONSE" })),
    );
    await expect(args.onAccept).not.toHaveBeenCalled();
  },
});

/** `NETWORK`: the service cannot be reached; a way out beside it, and once it can be, the notice. [UI-M12] */
export const OfflineThenRetried = meta.story({
  parameters: inScene((init) => scenario("offline", { ...init, notice: bank })),
  tags: ["modes"],
  args: { failureSlot: <p>You can also visit a branch.</p> },
  play: async (context) => {
    const notice = await noticeIn("failed");
    await expect(notice).toHaveTextContent("You can also visit a branch.");
    await eventually(() =>
      expect(context.args.onError).toHaveBeenCalledWith(expect.objectContaining({ code: "NETWORK" })),
    );
    scenarioBehind(context).service.offline = false;
    await userEvent.click(part(notice, "retry"));
    const asking = await asked();
    await eventually(() => expect(asking.querySelector("h2")).toHaveFocus());
    await expect(context.args.onAccept).not.toHaveBeenCalled();
  },
});

/** The same, left as it is. */
export const Offline = meta.story({
  tags: ["vrt"],
  parameters: inScene((init) => scenario("offline", { ...init, notice: bank })),
  play: async () => {
    await noticeIn("failed");
  },
});

/** 409 `NOTICE_VERSION_CHANGED` on the submission: the new version is shown, the choices that still exist are kept. [UI-E1] */
export const VersionChanged = meta.story({
  parameters: inScene((init) => scenario("version-changed", { ...init, notice: shop })),
  play: async (context) => {
    const { service, notice: before } = scenarioBehind(context);
    await press(await asked(), "accept");
    await eventually(() => expect(service.requests.to(readNotice)).toHaveLength(2));
    await expect(service.notices[0]?.active_config.uuid).not.toBe(before.active_config.uuid);
    const notice = await asked();
    await expect(service.events()).toEqual([]);
    await press(notice, "accept");
    await gone();
    await expect(service.events()).toHaveLength(1);
  },
});

/** `TIMEOUT`: the service does not answer in time. The clock of this story runs fast. */
export const TimedOut = meta.story({
  parameters: inScene((init) => scenario("never-answers", { ...init, notice: shop })),
  render: (args, context) => (
    <Page context={context} clock={fastClock}>
      <NoticeConsent {...stageProps(context)} {...args} />
    </Page>
  ),
  play: async ({ args }) => {
    await noticeIn("failed");
    await eventually(() => expect(args.onError).toHaveBeenCalledWith(expect.objectContaining({ code: "TIMEOUT" })));
  },
});
