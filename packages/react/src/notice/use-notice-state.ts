"use client";

import { enabledElements, findLanguage, type Act, type Notice, type Validation } from "@notice-consent/contract";
import type { ConsentState, PolicyViolation } from "@notice-consent/hooks";
import { useCallback, useId, useMemo, useRef, useState } from "react";
import { english } from "../labels/english.ts";
import type { LabelOverrides } from "../labels/labels.ts";
import { useWishedWords, useWords } from "../labels/use-words.ts";
import type { Settings } from "../settings/settings.ts";
import { useAppearance } from "../settings/use-appearance.ts";
import { ids } from "./ids.ts";
import type { Announcement, NoticeState, Phase } from "./notice-context.ts";
import type { NoticeComponents } from "./part.tsx";
import { naming, type ClassNames } from "./slot.ts";
import { isRecordedOrSent } from "./recorded-or-sent.ts";
import { useConfirm } from "./use-confirm.ts";
import { useRefusedSaves } from "./use-refused-saves.ts";

/** Above this many data elements a notice starts folded. */
const foldedAbove = 60;

/** What is shown while the words of a language are on their way is in English. */
const spokenMeanwhile = findLanguage("en");

/** How a notice is presented; none of it says anything about consent. */
export interface Presentation {
  readonly labels?: LabelOverrides | undefined;
  /** The host's first language; plain `labels` belong to it. */
  readonly language?: string | undefined;
  readonly classNames?: ClassNames | undefined;
  /** Leaves out what our stylesheet looks for; states, names and behaviour stay. */
  readonly unstyled?: boolean | undefined;
  readonly components?: NoticeComponents | undefined;
  /** Asks once more, in the same words for each act, before anything is sent. */
  readonly confirmBeforeSubmit?: boolean | undefined;
  /** The settings of existing code; `false`: neither they nor the notice change the look. */
  readonly settings?: Settings | false | undefined;
  /** What the one button of a review is called. */
  readonly reviewModeButtonText?: string | undefined;
  readonly onPolicyViolation?: ((violation: PolicyViolation) => void) | undefined;
  readonly headingLevel?: 2 | 3 | 4 | 5 | 6 | undefined;
  /** Names the frame, which has to be a region then, and tells its sections from those of another notice of the page. */
  readonly label?: string | undefined;
  readonly close?: (() => void) | undefined;
}

/** Everything that the parts of one notice share, made from the consent and from how it is to be presented. */
export function useNoticeState(consent: ConsentState, presentation: Presentation): NoticeState {
  const { labels: overrides, language: hostLanguage = "en", classNames, headingLevel = 2, label, close } = presentation;
  const { unstyled = false, components, settings, reviewModeButtonText, onPolicyViolation } = presentation;
  const { actions, language } = consent;
  const notice = "notice" in consent ? consent.notice : undefined;
  const appearance = useAppearance({ settings, config: notice?.active_config, onPolicyViolation });
  const { confirmBeforeSubmit = appearance.confirms } = presentation;
  const idBase = useId();
  const [announcement, announce] = useState<Announcement>("none");
  const sayMissing = useCallback(() => announce("language-failed"), []);
  const onMissing = useCallback((): void => {
    actions.setLanguage("en");
    sayMissing();
  }, [actions, sayMissing]);
  const host = useMemo(() => ({ hostTag: hostLanguage, overrides }), [hostLanguage, overrides]);
  const words = useWords({ ...host, tag: language.tag, onMissing });
  const { refusedSaves, answerAct } = useRefusedSaves(consent);
  const [mayBeRecorded, setMayBeRecorded] = useState(false);
  if (!mayBeRecorded && isRecordedOrSent(consent)) setMayBeRecorded(true);
  const openers = useRef(new Map<string, () => void>());
  useWishedWords(host, sayMissing);

  const take = useCallback(
    (taken: Act): Validation | undefined => {
      announce("none");
      switch (taken) {
        case "decline":
          actions.declineAll();
          return answerAct(undefined);
        case "accept-all":
          actions.acceptAll();
          return answerAct(undefined);
        case "save":
          return answerAct(actions.save());
        default:
          return taken satisfies never;
      }
    },
    [actions, answerAct],
  );
  const { act, confirming, confirm } = useConfirm(consent, take, confirmBeforeSubmit);
  const retry = useCallback((): void => {
    announce("none");
    answerAct(actions.retry());
  }, [actions, answerAct]);

  const onOpenPurpose = useCallback((purposeUuid: string, open: () => void): (() => void) => {
    openers.current.set(purposeUuid, open);
    return () => void openers.current.delete(purposeUuid);
  }, []);
  const openPurpose = useCallback((purposeUuid: string): void => openers.current.get(purposeUuid)?.(), []);

  const piece = useMemo(() => naming(classNames, unstyled), [classNames, unstyled]);
  const phase: Phase = words === undefined && consent.status !== "dismissed" ? "checking" : consent.status;
  const isLong = notice !== undefined && isLongNotice(notice);

  const state = {
    consent,
    notice,
    phase,
    isReview: consent.status === "asking" && consent.isReview && consent.mode === "ask",
    labels: words ?? english.labels,
    spoken: words === undefined ? spokenMeanwhile : language,
    classNames,
    piece,
    components,
    appearance,
    idBase,
    titleId: ids.title(idBase),
    headingLevel,
    label,
    isLong,
    refusedSaves,
    mayBeRecorded,
    act,
    confirming,
    confirm,
    continueText: reviewModeButtonText,
    onPolicyViolation,
    retry,
    announcement,
    announce,
    host,
    close,
    openPurpose,
    onOpenPurpose,
  };
  // oxlint-disable-next-line react/exhaustive-deps -- one that changes when any part of it does
  return useMemo(() => state, Object.values(state));
}

function isLongNotice({ active_config }: Notice): boolean {
  return active_config.purposes.reduce((sum, purpose) => sum + enabledElements(purpose).length, 0) > foldedAbove;
}
