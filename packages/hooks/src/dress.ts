import type { SessionStatus } from "@notice-consent/client";
import {
  askingReason,
  standingOf,
  type Language,
  type Notice,
  type PurposeStanding,
  type ValidateAgainst,
} from "@notice-consent/contract";
import { alreadyValid, resultOf } from "./consent-result.ts";
import type { ConsentStep } from "./consent-step.ts";
import type { ConsentActions, ConsentState, SubmitMode } from "./consent.ts";
import type { DraftStore } from "./draft-store.ts";
import { isRecordedHere, isUndoable, recordOf } from "./recorded-notice.ts";

/** What a step is dressed with. */
export interface Wardrobe {
  readonly noticeId: string;
  readonly notice: Notice | undefined;
  /** The notice in the shown language. */
  readonly words: Notice | undefined;
  readonly validateAgainst: ValidateAgainst;
  readonly isWaiting: boolean;
  readonly isDropped: boolean;
  /** True while the person changes what is recorded. */
  readonly isChanging: boolean;
  readonly session: SessionStatus | undefined;
  readonly language: Language;
  readonly languages: readonly Language[];
  readonly draft: DraftStore;
  readonly actions: ConsentActions;
  readonly mode: "ask" | "manage";
  readonly submit: SubmitMode;
}

/** A step with what the screen needs. */
export function dress(step: ConsentStep, wardrobe: Wardrobe): ConsentState {
  const { noticeId, notice, words, validateAgainst: _, isWaiting, isDropped, isChanging: __, ...common } = wardrobe;
  const standing: readonly PurposeStanding[] = notice === undefined ? [] : standingOf(notice, recordOf(notice));
  const closed = { ...common, mayProceed: false } as const;
  switch (step.status) {
    case "failed":
      return { ...closed, status: "failed", error: step.error };
    case "checking":
    case "dismissed":
      return { ...closed, status: step.status };
    case "preview":
      return { ...closed, status: "preview", notice: words, isWaiting };
    case "satisfied": {
      const result = alreadyValid(noticeId, common.language.tag);
      return { ...common, status: "satisfied", mayProceed: true, result, notice: words, standing, isDropped };
    }
    case "asking":
    case "submitting":
    case "uncertain":
    case "recorded":
      if (words === undefined || notice === undefined) return { ...closed, status: "checking" };
      return withNotice(step, words, { ...wardrobe, notice, standing });
    default:
      return step satisfies never;
  }
}

type Asked = Extract<ConsentStep, { status: "asking" | "submitting" | "uncertain" | "recorded" }>;

interface Dressed extends Wardrobe {
  readonly notice: Notice;
  readonly standing: readonly PurposeStanding[];
}

function withNotice(step: Asked, words: Notice, dressed: Dressed): ConsentState {
  const { noticeId: _, notice, words: __, validateAgainst, isWaiting: ___, isDropped, isChanging, ...common } = dressed;
  const shown = { ...common, notice: words };
  const isOwnWish = isChanging || isRecordedHere(notice);
  const reason = isOwnWish ? undefined : askingReason(notice, recordOf(notice), validateAgainst);
  switch (step.status) {
    case "asking":
      return { ...shown, ...step, mayProceed: false, reason, isDropped };
    case "submitting":
      return { ...shown, status: "submitting", mayProceed: false, reason, act: step.decision.act };
    case "uncertain": {
      const { decision, error } = step;
      return { ...shown, status: "uncertain", mayProceed: false, reason, act: decision.act, error };
    }
    case "recorded": {
      const result = resultOf(step.decision, step.settlement);
      const canUndo = isUndoable(step.decision);
      return { ...shown, status: "recorded", mayProceed: result.mayProceed, result, canUndo };
    }
    default:
      return step satisfies never;
  }
}
