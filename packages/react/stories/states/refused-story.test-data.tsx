import { errorTable, readNotice, submitConsent, type ErrorCode } from "@notice-consent/contract";
import type { NoticeConsentProps } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { expect } from "storybook/test";
import { asked, eventually, noticeIn, press } from "../play.test-data.ts";
import { inScene, scenarioBehind, shop } from "../stage.test-data.tsx";

/** What refuses in a story: a code of the error table, or a bare status. */
type Refusal = ErrorCode | number;

interface PlayContext {
  readonly id: string;
  readonly args: NoticeConsentProps;
}

/** A story in which the read of the notice is refused: it says so, offers to try again, and lets nobody proceed. */
export function readRefused(refusal: Refusal) {
  return {
    parameters: inScene((init) => scenario("read-refused", { ...init, notice: shop, ...refusalOf(refusal) })),
    play: async ({ id, args }: PlayContext) => {
      const notice = await noticeIn("failed");
      await expect(notice.querySelector("h2")).not.toBeEmptyDOMElement();
      await expect(notice).toHaveTextContent(/\S/u);
      await eventually(() => expect(args.onError).toHaveBeenCalled());
      await expect(args.onAccept).not.toHaveBeenCalled();
      await expect(scenarioBehind({ id }).service.requests.to(readNotice).length).toBeGreaterThan(0);
    },
  };
}

/** A story in which the submission is refused: nothing is recorded, what was chosen stays, and the host hears of it. */
export function submitRefused(refusal: Refusal) {
  return {
    parameters: inScene((init) => scenario("submit-refused", { ...init, notice: shop, ...refusalOf(refusal) })),
    play: async ({ id, args }: PlayContext) => {
      await press(await asked(), "accept");
      await eventually(() => expect(args.onError).toHaveBeenCalled());
      await expect(args.onAccept).not.toHaveBeenCalled();
      const { service } = scenarioBehind({ id });
      await expect(service.events()).toEqual([]);
      await expect(service.requests.to(submitConsent).length).toBeGreaterThan(0);
    },
  };
}

/** A story in which the token has run out and renewing it is refused: nobody proceeds, and nobody is signed out silently. */
export function refreshRefused(refusal: Refusal) {
  return {
    parameters: inScene((init) => scenario("refresh-refused", { ...init, notice: shop, ...refusalOf(refusal) })),
    play: async ({ args }: PlayContext) => {
      await noticeIn("failed");
      await eventually(() => expect(args.onError).toHaveBeenCalled());
      await expect(args.onAccept).not.toHaveBeenCalled();
    },
  };
}

function refusalOf(refusal: Refusal): { readonly code?: ErrorCode; readonly status: number } {
  return typeof refusal === "number" ? { status: refusal } : { code: refusal, status: errorTable[refusal].status };
}
