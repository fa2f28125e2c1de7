import type { ConsentResult, DeclineResult, UseConsentOptions } from "@notice-consent/hooks";

/** What a test gives a place that asks, as far as it can be sent to a page. */
export interface PlaceProps extends Pick<
  UseConsentOptions,
  "noticeId" | "accessToken" | "refreshToken" | "organisationUuid" | "workspaceUuid" | "honourPreselection"
> {
  readonly baseUrl: string;
  /** Keeps the newest pair in the storage of the origin, where all tabs find it. */
  readonly stored?: boolean;
}

/** What the host of a place was told. */
export type Heard =
  | { readonly kind: "accept"; readonly result: ConsentResult }
  | { readonly kind: "decline"; readonly result: DeclineResult }
  | {
      readonly kind: "error";
      readonly code: string;
      readonly retryAfterMs: number | undefined;
      /** All that can be read from it, its stack and cause included. */
      readonly text: string;
    }
  | { readonly kind: "tokens"; readonly accessToken: string; readonly refreshToken: string | undefined }
  | { readonly kind: "expired" };
