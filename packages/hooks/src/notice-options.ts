import type { Refresh, TokenPair } from "@notice-consent/client";
import type { ValidateAgainst } from "@notice-consent/contract";

/** What the host hears of a person's session. */
export interface SessionCallbacks {
  /** The session holds a newer pair; keep it, the earlier one is used up. */
  onTokensChange?: ((pair: TokenPair) => void) | undefined;
  onSessionExpired?: (() => void) | undefined;
}

/** Who is asked, and at which service. Whatever is left out comes from the provider. */
export interface PersonOptions extends SessionCallbacks {
  /** As your backend generated it for this person. A pair given here is never mixed with the provider's. */
  accessToken?: string | undefined;
  refreshToken?: string | undefined;
  /** With or without `/consent`. */
  baseUrl?: string | undefined;
  /** The token's when absent. */
  organisationUuid?: string | undefined;
  workspaceUuid?: string | undefined;
  refresh?: Refresh | undefined;
  /** The host's own route, same origin only. */
  refreshUrl?: string | undefined;
}

/** Which notice is asked about, of whom, and by which rule. */
export interface NoticeOptions extends PersonOptions {
  noticeId: string;
  /** `all` when absent. */
  validateAgainst?: ValidateAgainst | undefined;
  applicationId?: string | undefined;
  /** First language, BCP-47. */
  language?: string | undefined;
  /** Answers the notice even when nothing is left to ask. */
  includeFullyConsentedData?: boolean | undefined;
}
