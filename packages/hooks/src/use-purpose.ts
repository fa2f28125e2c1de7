"use client";

import {
  choiceOf,
  choiceState,
  enabledElements,
  tickedCount,
  type ChoiceState,
  type Purpose,
} from "@notice-consent/contract";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { useConsentScope } from "./consent-scope.tsx";

/** One purpose with its ticks and what a person can do to them. */
export interface PurposeChoice {
  readonly purpose: Purpose;
  readonly state: ChoiceState;
  /** How many of the enabled data elements are ticked. */
  readonly ticked: number;
  readonly total: number;
  /** A click on the purpose's own box. */
  readonly toggle: () => void;
  readonly setElement: (elementUuid: string, ticked: boolean) => void;
  readonly isTicked: (elementUuid: string) => boolean;
}

/** One purpose of the notice in scope; re-renders when its own ticks change and not with those of others. */
export function usePurpose(purposeUuid: string): PurposeChoice {
  const { draft: store, actions, ...shown } = useConsentScope();
  const notice = "notice" in shown ? shown.notice : undefined;
  const purpose = notice?.active_config.purposes.find(({ uuid }) => uuid === purposeUuid);
  if (purpose === undefined) throw new Error(`The notice on screen has no purpose ${purposeUuid}.`);
  const read = useCallback(() => choiceOf(store.getState(), purposeUuid), [store, purposeUuid]);
  const choice = useSyncExternalStore(store.subscribe, read, read);
  return useMemo(() => {
    const draft = { [purposeUuid]: choice };
    return {
      purpose,
      state: choiceState(purpose, draft),
      ticked: tickedCount(purpose, draft),
      total: enabledElements(purpose).length,
      toggle: () => actions.toggle(purposeUuid),
      setElement: (elementUuid, ticked) => actions.setElement(purposeUuid, elementUuid, ticked),
      isTicked: (elementUuid) => choice.elements[elementUuid] === true,
    };
  }, [purpose, purposeUuid, choice, actions]);
}
