import { readNotice, refreshTokens } from "@notice-consent/contract";
import { NoticeConsent } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { expect, fn } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { asked, eventually, gone, noticeIn, press } from "../play.test-data.ts";
import { inScene, Page, scenarioBehind, shop, stageProps } from "../stage.test-data.tsx";
import { http, HttpResponse } from "msw";

const meta = preview.meta({
  title: "Props/Modal: session",
  component: NoticeConsent,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: shop })),
  args: { onAccept: fn(), onDecline: fn(), onError: fn(), onTokensChange: fn(), onSessionExpired: fn() },
  render: modalOnPage,
});

/** `accessToken`, `refreshToken` and `baseUrl`: what your back end hands to the page. */
export const Tokens = meta.story({
  play: async (context) => {
    await asked();
    const [read] = scenarioBehind(context).requests.to(readNotice);
    await expect(read?.credential.kind).toBe("access-token");
  },
});

/** `notice_uuid` and `noticeUuid` are the same prop as `noticeId`. */
export const NoticeTwins = meta.story({
  render: (args, context) => {
    const { noticeId, ...rest } = stageProps(context);
    return (
      <Page context={context}>
        <NoticeConsent {...rest} {...args} notice_uuid={noticeId} noticeUuid={noticeId} />
      </Page>
    );
  },
  play: async () => {
    await asked();
  },
});

/** `organisationUuid` with `orgUuid` and `org_uuid`, and `workspaceUuid` with `workspace_uuid`: the token’s when absent. */
export const WorkspaceTwins = meta.story({
  render: (args, context) => {
    const { organisationUuid, workspaceUuid } = scenarioBehind(context).service;
    return (
      <Page context={context}>
        <NoticeConsent
          {...stageProps(context)}
          {...args}
          organisationUuid={organisationUuid}
          orgUuid={organisationUuid}
          org_uuid={organisationUuid}
          workspaceUuid={workspaceUuid}
          workspace_uuid={workspaceUuid}
        />
      </Page>
    );
  },
  play: async () => {
    await asked();
  },
});

/** `applicationId`: which application asks; its decisions are kept apart. */
export const ApplicationId = meta.story({
  args: { applicationId: "mobile-app" },
  play: async (context) => {
    await asked();
    const [read] = scenarioBehind(context).requests.to(readNotice);
    await expect(read?.query).toMatchObject({ specific_uuid: "mobile-app" });
  },
});

/** `refresh`: the host’s own way to new tokens, asked for once. `onTokensChange` hears of every newer pair. */
export const Refresh = meta.story({
  parameters: inScene((init) => scenario("expired-then-refreshed", { ...init, notice: shop })),
  render: (args, context) => {
    const { service, person } = scenarioBehind(context);
    return (
      <Page context={context}>
        <NoticeConsent {...stageProps(context)} {...args} refresh={() => Promise.resolve(service.issue(person))} />
      </Page>
    );
  },
  play: async (context) => {
    await asked();
    await expect(scenarioBehind(context).requests.to(refreshTokens)).toEqual([]);
    await eventually(() => expect(context.args.onTokensChange).toHaveBeenCalled());
  },
});

/** `refreshUrl`: a route of the host’s own origin that answers new tokens. */
export const RefreshUrl = meta.story({
  args: { refreshUrl: "/api/consent/refresh" },
  parameters: inScene((init) => scenario("expired-then-refreshed", { ...init, notice: shop })),
  beforeEach: (context) => {
    context.msw?.use(
      http.post("/api/consent/refresh", () => {
        const { service, person } = scenarioBehind(context);
        const { accessToken, refreshToken, expiresAt } = service.issue(person);
        return HttpResponse.json({
          detail: { token: accessToken, refresh_token: refreshToken, expires_at: expiresAt },
        });
      }),
    );
  },
  play: async (context) => {
    await asked();
    await expect(scenarioBehind(context).requests.to(refreshTokens)).toEqual([]);
  },
});

/** `onSessionExpired`: the session is over and the person has to sign in anew. It is no refusal. */
export const OnSessionExpired = meta.story({
  parameters: inScene((init) => scenario("session-ended", { ...init, notice: shop })),
  play: async ({ args }) => {
    await noticeIn("failed");
    await eventually(() => expect(args.onSessionExpired).toHaveBeenCalled());
    await expect(args.onDecline).not.toHaveBeenCalled();
  },
});

/** `onAccept` hears of what was accepted, once the service has confirmed it. [UI-E8] */
export const OnAccept = meta.story({
  play: async ({ args }) => {
    await press(await asked(), "accept");
    await gone();
    await eventually(() => expect(args.onAccept).toHaveBeenCalledTimes(1));
  },
});

/** `onDecline` hears of a recorded refusal. [UI-E7] */
export const OnDecline = meta.story({
  play: async ({ args }) => {
    await press(await asked(), "decline");
    await gone();
    await eventually(() => expect(args.onDecline).toHaveBeenCalledTimes(1));
  },
});

/** `onError` hears of failures alone. It is never a reason to go on. [UI-E9] */
export const OnError = meta.story({
  parameters: inScene((init) => scenario("read-refused", { ...init, notice: shop, code: "INTERNAL" })),
  play: async ({ args }) => {
    await noticeIn("failed");
    await eventually(() => expect(args.onError).toHaveBeenCalledWith(expect.objectContaining({ code: "INTERNAL" })));
  },
});
