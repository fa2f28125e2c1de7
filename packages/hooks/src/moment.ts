import type { Decision } from "@notice-consent/client";
import type { ConsentError, Notice, ValidateAgainst } from "@notice-consent/contract";
import type { ConsentStatus, DecisionCallbacks, UseConsentOptions } from "./consent.ts";
import type { DraftStore } from "./draft-store.ts";
import type { PageClient } from "./page-client.ts";
import type { Here } from "./here.ts";
import type { NoticeQuestion } from "./queries.ts";
import type { KeptAct } from "./use-arrival.ts";
import type { Person } from "./use-person.ts";

/** A place that sends decisions, as it was last committed. What runs later than a render looks here. */
export interface Place {
  readonly page: PageClient;
  readonly person: Person;
  readonly options: DecisionCallbacks;
  readonly question: NoticeQuestion;
  /** Names the notice, the application and the rule; a person has one submission for each. */
  readonly about: string;
  /** Why the session refuses calls, when it does. */
  readonly sessionError: ConsentError | undefined;
}

/** A place that asks for consent and shows how that stands. */
export interface Moment extends Place {
  readonly options: UseConsentOptions;
  readonly validateAgainst: ValidateAgainst;
  readonly status: ConsentStatus;
  /** The notice as it was read, in no particular language. */
  readonly notice: Notice | undefined;
  /** The decision that waits for another try. */
  readonly unsettled: Decision | undefined;
  readonly draft: DraftStore;
  /** BCP-47 tag of the language shown. */
  readonly language: string;
  /** The decision that this place shows as recorded. */
  readonly recorded: Decision | undefined;
  readonly isReview: boolean;
  readonly here: Here;
  readonly readAgain: () => void;
  readonly chooseLanguage: (tag: string) => void;
  readonly note: (news: Here) => void;
  /** Keeps an act until there is somebody whose act it is. */
  readonly keep: (act: KeptAct | undefined) => void;
  /** The person has acted; `false` takes that back. */
  readonly noteAct: (acted: boolean) => void;
}

/** A place that follows the commits. */
export interface LatestPlace {
  readonly current: Place;
}

/** A moment that follows the commits. */
export interface LatestMoment extends LatestPlace {
  readonly current: Moment;
}
