"use client";

import {
  choiceState,
  emptyDraft,
  validate,
  type ChoiceState,
  type Draft,
  type Notice,
  type Validation,
} from "@notice-consent/contract";
import { useCallback, useMemo, useRef, useSyncExternalStore } from "react";
import type { ConsentState } from "./consent.ts";
import { useConsentScope } from "./consent-scope.tsx";
import { createDraftStore, type DraftStore } from "./draft-store.ts";
import type { PageClient } from "./page-client.ts";
import { draftsOf, type DraftPlace } from "./page-drafts.ts";

/** The store of the ticks on this version of the notice; an empty one while there is no notice. */
export function useDraftStore(
  { memory }: PageClient,
  { digest, about }: DraftPlace,
  notice: Notice | undefined,
  honourPreselection: boolean,
): DraftStore {
  const blank = useMemo(() => createDraftStore(emptyDraft), []);
  return notice === undefined ? blank : draftsOf(memory).draft({ digest, about }, notice, honourPreselection);
}

/** Whether the ticks can be saved; changes only when the answer does. */
export function useCompleteness({ draft, ...shown }: ConsentState): Validation {
  const notice = "notice" in shown ? shown.notice : undefined;
  const last = useRef(complete);
  const read = useCallback((): Validation => {
    const next = validationOf(notice, draft.getState());
    if (!isSameValidation(last.current, next)) last.current = next;
    return last.current;
  }, [notice, draft]);
  return useSyncExternalStore(draft.subscribe, read, read);
}

/** Whether ticks can be saved; complete while there is no notice. */
export function validationOf(notice: Notice | undefined, draft: Draft): Validation {
  return notice === undefined ? complete : validate(notice, draft);
}

/** The ticks of a person, as they are now. */
export interface ConsentDraft {
  readonly draft: Draft;
  /** Whether they can be saved, and what is missing. */
  readonly validation: Validation;
  /** How a purpose's own box looks; `withheld` for one that is not on screen. */
  readonly stateOf: (purposeUuid: string) => ChoiceState;
}

/** Follows every tick of the notice in scope, or of the one that is given. */
export function useConsentDraft(consent?: ConsentState): ConsentDraft {
  const { draft: store, ...shown } = useConsentScope(consent);
  const draft = useSyncExternalStore(store.subscribe, store.getState, store.getInitialState);
  const notice = "notice" in shown ? shown.notice : undefined;
  const validation = useMemo(() => validationOf(notice, draft), [notice, draft]);
  const stateOf = useCallback(
    (purposeUuid: string): ChoiceState => {
      const purpose = notice?.active_config.purposes.find(({ uuid }) => uuid === purposeUuid);
      return purpose === undefined ? "withheld" : choiceState(purpose, draft);
    },
    [notice, draft],
  );
  return { draft, validation, stateOf };
}

const complete: Validation = { status: "complete" };

function isSameValidation(one: Validation, other: Validation): boolean {
  if (one.status === "complete" || other.status === "complete") return one.status === other.status;
  return (
    one.reason === other.reason &&
    one.missing.length === other.missing.length &&
    one.missing.every(({ purposeUuid, elementUuid }, index) => {
      const twin = other.missing[index];
      return twin?.purposeUuid === purposeUuid && twin.elementUuid === elementUuid;
    })
  );
}
