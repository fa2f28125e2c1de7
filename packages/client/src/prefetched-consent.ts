import type { ValidateAgainst, WorkspaceAddress } from "@notice-consent/contract";
import type { NoticeAnswer } from "./consent-client.ts";

/** What a server has read of one person's consent before the page was sent. Plain data, and never a token in it. */
export interface PrefetchedConsent {
  /** The address that the browser calls, with `/consent`. */
  readonly base: string;
  readonly address: WorkspaceAddress;
  /** Digest of the person; `""` for the notice without a person. */
  readonly digest: string;
  readonly noticeId: string;
  readonly validateAgainst: ValidateAgainst;
  /** `""` when none was asked with. */
  readonly applicationId: string;
  /** BCP-47 tag that was asked for; `""` when none was. */
  readonly language: string;
  /** `undefined` when the read failed: the browser then reads for itself. */
  readonly answer: NoticeAnswer | undefined;
  /** ISO 8601, by the server's clock. */
  readonly readAt: string;
}
