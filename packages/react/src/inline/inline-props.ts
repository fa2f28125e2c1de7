import type { UseConsentOptions } from "@notice-consent/hooks";
import type { ReactNode } from "react";
import type { SharedProps } from "../notice-props.ts";
import type { NoticeState } from "../notice/notice-context.ts";

type Headless = Omit<
  UseConsentOptions,
  | "noticeId"
  | "organisationUuid"
  | "workspaceUuid"
  | "offersLanguage"
  | "showsRecord"
  | "includeFullyConsentedData"
  | "submit"
  | "onDismiss"
>;

/** Props of {@link NoticeConsentInline}: what `useConsent` takes, and how the notice stands in the page. */
export interface NoticeConsentInlineProps extends Headless, SharedProps {
  /**
   * `when-valid` when absent: each act of the person that leaves the choice complete is saved. `button`: the notice has
   * its own three actions. `form`: it is saved when the form round it is submitted, which goes on once it is recorded.
   */
  readonly submit?: UseConsentOptions["submit"];
  /** Prefix of the hidden inputs in a form; `consent` when absent. */
  readonly name?: string | undefined;
  /** `2` when absent. */
  readonly headingLevel?: 2 | 3 | 4 | 5 | 6 | undefined;
  /**
   * Names the notice's region in place of its title, where a page asks in several places: regions of one name cannot be
   * told apart by ear.
   */
  readonly "aria-label"?: string | undefined;
  /** Space that is kept from the first frame, as a CSS length; while reading, what the notice last took on this page. */
  readonly minHeight?: string | number | undefined;
  /** Replaces the composition inside the section: parts, or a function of the notice's state. */
  readonly children?: ReactNode | ((state: NoticeState) => ReactNode);
}

/** What a ref to the component offers. */
export interface InlineHandle {
  /**
   * Saves what is ticked: `true` once that is on its way, or kept for the person who comes. `false` when something is
   * missing, which is shown, when a question comes first, or when nothing can be saved as the notice stands.
   */
  readonly submit: () => boolean;
  /** Back to the recorded choices, or to nothing. Writes nothing. */
  readonly reset: () => void;
}
