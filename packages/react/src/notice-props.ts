import type { UseConsentOptions } from "@notice-consent/hooks";
import type { ReactNode } from "react";
import type { DialogContentProps } from "./dialog/dialog-frame.tsx";
import type { FinalFocus } from "./dialog/focus-moments.ts";
import type { LabelOverrides } from "./labels/labels.ts";
import type { NoticeState } from "./notice/notice-context.ts";
import type { NoticeComponents } from "./notice/part.tsx";
import type { Settings } from "./settings/settings.ts";
import type { ClassNames } from "./notice/slot.ts";

/** Why a notice closed. */
export interface OpenChange {
  readonly reason: "recorded" | "declined" | "dismissed" | "satisfied";
}

/** What can be said in more than one spelling; the spellings of one thing have to agree. */
export interface NoticeTwins {
  readonly noticeId?: string | undefined;
  readonly noticeUuid?: string | undefined;
  readonly notice_uuid?: string | undefined;
  readonly organisationUuid?: string | undefined;
  readonly orgUuid?: string | undefined;
  readonly org_uuid?: string | undefined;
  readonly workspaceUuid?: string | undefined;
  readonly workspace_uuid?: string | undefined;
}

/** What the headless hook takes and a component does not: it is the component's own, or has several spellings. */
type Inner = "noticeId" | "organisationUuid" | "workspaceUuid" | "offersLanguage" | "submit" | "showsRecord";

/**
 * Props of existing code that this version cannot honour. Giving one that would gate the decision ends in `failed` with
 * `NOTICE_UNSUPPORTED`: the gate would be missing.
 */
export interface UnsupportedProps {
  readonly otpGate?: object | undefined;
  readonly sandboxToken?: string | undefined;
}

/** What both components take besides. */
export interface SharedProps extends NoticeTwins, UnsupportedProps {
  readonly labels?: LabelOverrides | undefined;
  readonly classNames?: ClassNames | undefined;
  /**
   * Every part says `data-part` where our stylesheet looks for `data-nc`; states, names and behaviour stay. What stands
   * inside the parts keeps `data-nc`: `link`, `external`, `chevron`, and `hidden`, the text for screen readers alone.
   */
  readonly unstyled?: boolean | undefined;
  /** The host's own button, checkbox and select. */
  readonly components?: NoticeComponents | undefined;
  /** The settings of existing code; `false`: neither they nor the notice's own wishes change the look. */
  readonly settings?: Settings | false | undefined;
  readonly theme?: "auto" | "light" | "dark" | undefined;
  readonly density?: "comfortable" | "compact" | undefined;
  /** For existing code: every request goes to `baseUrl`. */
  readonly ledgerBaseUrl?: string | undefined;
}

/** Props of {@link NoticeConsent}: what `useConsent` takes, and how the notice is shown. */
export interface NoticeConsentProps extends Omit<UseConsentOptions, Inner | "onValidationChange">, SharedProps {
  /** Controls whether the notice may be seen; while `false` it is still checked. */
  readonly open?: boolean | undefined;
  /** `true` when absent. */
  readonly defaultOpen?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean, change: OpenChange) => void) | undefined;
  /** Whether the notice can be closed without a decision: by Escape and Close, with `backdrop` by a click outside too. */
  readonly dismissible?: boolean | "backdrop" | undefined;
  /** False: no overlay, no lock, and the page stays usable. */
  readonly blockUI?: boolean | undefined;
  /** Where focus goes after closing when what had it before is gone. */
  readonly finalFocus?: FinalFocus | undefined;
  /** Where the notice is mounted; `false` for in place, and in the first HTML. */
  readonly portal?: boolean | HTMLElement | undefined;
  /** Further attributes of the dialog element. */
  readonly contentProps?: DialogContentProps | undefined;
  /** Help or a way out, shown while the notice cannot be. */
  readonly failureSlot?: ReactNode;
  /** What the one button of a review is called. */
  readonly reviewModeButtonText?: string | undefined;
  /** For existing code: a notice of several products is not shown at all. */
  readonly defaultOpenProducts?: readonly string[] | undefined;
  /** Replaces the composition inside the dialog: parts, or a function of the notice's state. */
  readonly children?: ReactNode | ((state: NoticeState) => ReactNode);
}
