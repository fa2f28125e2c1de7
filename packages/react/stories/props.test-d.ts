// Every component, every prop and every value of a union has a story that shows it, by its name. [SB2]
import type * as react from "@notice-consent/react";
import type { NoticeConsentInlineProps, NoticeConsentProps } from "@notice-consent/react";
import type * as composition from "./headless/composition.stories.tsx";
import type * as inlinePlace from "./props/inline-place.stories.tsx";
import type * as inlineSubmit from "./props/inline-submit.stories.tsx";
import type * as behaviour from "./props/modal-behaviour.stories.tsx";
import type * as policy from "./props/modal-existing-code.stories.tsx";
import type * as look from "./props/modal-look.stories.tsx";
import type * as session from "./props/modal-session.stories.tsx";
import type * as managing from "./states/managing.stories.tsx";
import type * as reading from "./states/reading.stories.tsx";
import type * as submitting from "./states/submitting.stories.tsx";
import type * as asking from "./states/asking-again.stories.tsx";
import type * as size from "./states/size.stories.tsx";

/** What tells stories apart for a prop: each member of a union by itself, `any` for what is open. */
type Shown<Value> = Value extends null | undefined
  ? never
  : Value extends boolean
    ? `${Value}`
    : Value extends string
      ? string extends Value
        ? "any"
        : Value
      : Value extends number
        ? number extends Value
          ? "any"
          : `${Value}`
        : "any";

type Required<Props> = { readonly [Prop in keyof Props]-?: Props[Prop] };
type StoriesOf<Props, Name> = {
  readonly [Prop in keyof Required<Props>]: Readonly<Record<Shown<Required<Props>[Prop]>, Name>>;
};

type SharedStory =
  | keyof typeof look
  | keyof typeof session
  | keyof typeof policy
  | keyof typeof composition
  | keyof typeof managing;
type ModalStory = SharedStory | keyof typeof behaviour;
type InlineStory = SharedStory | keyof typeof inlinePlace | keyof typeof inlineSubmit;

const sharedProps = {
  noticeId: { any: "Tokens" },
  noticeUuid: { any: "NoticeTwins" },
  notice_uuid: { any: "NoticeTwins" },
  organisationUuid: { any: "WorkspaceTwins" },
  orgUuid: { any: "WorkspaceTwins" },
  org_uuid: { any: "WorkspaceTwins" },
  workspaceUuid: { any: "WorkspaceTwins" },
  workspace_uuid: { any: "WorkspaceTwins" },
  accessToken: { any: "Tokens" },
  refreshToken: { any: "Tokens" },
  baseUrl: { any: "Tokens" },
  refresh: { any: "Refresh" },
  refreshUrl: { any: "RefreshUrl" },
  onTokensChange: { any: "Refresh" },
  onSessionExpired: { any: "OnSessionExpired" },
  applicationId: { any: "ApplicationId" },
  language: { any: "Language" },
  onLanguageChange: { any: "Language" },
  labels: { any: "Labels" },
  classNames: { any: "ClassNames" },
  unstyled: { true: "Unstyled", false: "Styled" },
  components: { any: "OwnComponents" },
  settings: { any: "Settings", false: "NoSettings" },
  theme: { auto: "ThemeAuto", light: "ThemeLight", dark: "ThemeDark" },
  density: { comfortable: "DensityComfortable", compact: "DensityCompact" },
  completeness: { report: "CompletenessReport", refuse: "CompletenessRefuse" },
  onPolicyViolation: { any: "CompletenessReport" },
  honourPreselection: { true: "PreselectionHonoured", false: "PreselectionIgnored" },
  mode: { ask: "ModeAsk", manage: "ManageMode" },
  children: { any: "ChildrenOfState", true: "ChildrenOfState", false: "ChildrenOfState" },
  onAccept: { any: "OnAccept" },
  onDecline: { any: "OnDecline" },
  onError: { any: "OnError" },
  otpGate: { any: "OtpGate" },
  sandboxToken: { any: "SandboxToken" },
  ledgerBaseUrl: { any: "AcceptedAndIgnored" },
} as const;

({
  ...sharedProps,
  validateAgainst: { all: "ValidateAgainstAll", required: "ValidateAgainstRequired" },
  includeFullyConsentedData: { true: "IncludeFullyConsentedData", false: "NothingToAsk" },
  reviewModeButtonText: { any: "Review" },
  defaultOpenProducts: { any: "AcceptedAndIgnored" },
  open: { true: "HeldOpen", false: "Closed" },
  defaultOpen: { true: "OpenAtFirst", false: "ClosedAtFirst" },
  onOpenChange: { any: "OpenedByButton" },
  dismissible: { true: "Dismissible", false: "Blocking", backdrop: "DismissibleByBackdrop" },
  onDismiss: { any: "Dismissible" },
  blockUI: { true: "BlocksThePage", false: "NotBlocking" },
  finalFocus: { any: "FinalFocus" },
  portal: { true: "InPortal", false: "InPlace", any: "InAnElement" },
  contentProps: { any: "ContentProps" },
  failureSlot: { any: "FailureSlot", true: "FailureSlot", false: "FailureSlot" },
}) satisfies StoriesOf<NoticeConsentProps, ModalStory>;

({
  ...sharedProps,
  validateAgainst: { all: "NotCovered", required: "AlreadyCovered" },
  submit: { "when-valid": "WhenValid", button: "Button", form: "Form" },
  name: { any: "Form" },
  headingLevel: {
    2: "HeadingLevelTwo",
    3: "HeadingLevelThree",
    4: "HeadingLevelFour",
    5: "HeadingLevelFive",
    6: "HeadingLevelSix",
  },
  "aria-label": { any: "TwoOnAPage" },
  minHeight: { any: "MinHeight" },
  onValidationChange: { any: "OnValidationChange" },
}) satisfies StoriesOf<NoticeConsentInlineProps, InlineStory>;

/** The components and the parts, each with a story in which it is on screen. */
({
  NoticeConsent: "Tokens",
  NoticeConsentInline: "Button",
  ManageConsentTrigger: "Trigger",
  Notice: {
    Root: "OwnComposition",
    Logo: "OwnComposition",
    Title: "OwnComposition",
    Close: "Dismissible",
    Language: "OwnComposition",
    Summary: "ErrorSummary",
    Status: "OwnComposition",
    SkipLink: "ThirtyScreens",
    Text: "OwnComposition",
    Information: "OwnComposition",
    Review: "Review",
    ReviewActions: "Review",
    Purposes: "OwnComposition",
    Purpose: "OwnComposition",
    PurposeToggle: "OwnComposition",
    PurposeText: "OwnComposition",
    PurposeTerms: "OwnComposition",
    Changes: "Changed",
    Details: "ThousandElements",
    Elements: "ThousandElements",
    Element: "ThousandElements",
    Links: "OwnComposition",
    Actions: "OwnComposition",
    Decline: "OwnComposition",
    Save: "OwnComposition",
    Accept: "OwnComposition",
    Confirm: "WhenConfirmed",
    Retry: "OfflineThenRetried",
    Skeleton: "Loading",
    Failure: "OfflineThenRetried",
    Recorded: "Recorded",
    Saved: "WithdrawAllAndUndo",
    Change: "Change",
    Withdraw: "WithdrawAllAndUndo",
    Undo: "WithdrawAllAndUndo",
    Receipt: "Recorded",
  },
}) satisfies Pick<
  Record<keyof typeof react, AnyStory>,
  "NoticeConsent" | "NoticeConsentInline" | "ManageConsentTrigger"
> & {
  readonly Notice: Readonly<Record<keyof typeof react.Notice, AnyStory>>;
};

type AnyStory =
  | ModalStory
  | InlineStory
  | keyof typeof reading
  | keyof typeof submitting
  | keyof typeof asking
  | keyof typeof size;
