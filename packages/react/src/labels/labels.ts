/**
 * The interface's own words in one language: whole sentences, placeholders as `{name}`.
 * What the notice itself says (its text, purposes, buttons and links) comes from the server and wins over these.
 */
export interface Labels {
  readonly untitled: string;
  readonly loading: string;
  readonly ready: string;
  readonly language: string;
  readonly languageChanged: string;
  readonly languageFailed: string;
  readonly close: string;
  readonly skipToChoices: string;
  readonly purposes: string;
  readonly withdraw: string;
  readonly withdrawLink: string;
  readonly rightsLink: string;
  readonly complaintLink: string;
  readonly privacyPolicy: string;
  readonly privacyCentre: string;
  readonly grievance: string;
  readonly board: string;
  readonly dpo: string;
  readonly newTab: string;
  readonly required: string;
  readonly isNew: string;
  readonly isChanged: string;
  /** `{ticked}` `{total}` */
  readonly count: string;
  /** `{ticked}` `{total}` `{purpose}`; contains {@link Labels.count} word for word. */
  readonly countOf: string;
  readonly missing: string;
  readonly summaryHeading: string;
  readonly summaryMissing: string;
  readonly summaryNothing: string;
  readonly decline: string;
  readonly save: string;
  readonly accept: string;
  /** `{decline}` `{save}` `{accept}` */
  readonly howToContinue: string;
  readonly sending: string;
  readonly unconfirmed: string;
  readonly notRecorded: string;
  readonly noticeChanged: string;
  readonly retry: string;
  readonly failedHeading: string;
  readonly failedService: string;
  readonly failedSession: string;
  readonly failedSetUp: string;
  readonly nothingRecorded: string;
  readonly recordedHeading: string;
  readonly declinedHeading: string;
  readonly withdrawnHeading: string;
  /** `{time}` `{language}` */
  readonly recordedAt: string;
  readonly done: string;
  readonly savesAsYouChoose: string;
  readonly waitingForSession: string;
  readonly saved: string;
  readonly choiceDropped: string;
  readonly change: string;
  readonly withdrawAll: string;
  readonly confirmQuestion: string;
  readonly confirmYes: string;
  readonly confirmNo: string;
  readonly undo: string;
  readonly earlierLawful: string;
  readonly information: string;
  readonly alreadyGranted: string;
  readonly staysGranted: string;
  readonly needsDecision: string;
  readonly askedAgainChanged: string;
  readonly askedAgainExpired: string;
  readonly askedAgainWithdrawn: string;
  readonly askedAgainStricter: string;
  readonly reviewHeading: string;
  readonly continueAsIs: string;
  readonly manage: string;
  readonly receipt: string;
  readonly downloadReceipt: string;
  readonly whatChanged: string;
  /** `{before}` */
  readonly changedFrom: string;
  readonly granted: string;
  readonly withheld: string;
}

/** The words of one language and whether a native reader has confirmed them. */
export interface Words {
  readonly reviewed: boolean;
  readonly labels: Labels;
}

/** Words of the host: for its own language (the `language` prop, else English), or by BCP-47 tag. */
export type LabelOverrides = Partial<Labels> | Readonly<Record<string, Partial<Labels>>>;
