"use client";

import type { Act, Language, Notice, Validation } from "@notice-consent/contract";
import type { ConsentState, PolicyViolation } from "@notice-consent/hooks";
import { createContext, useContext } from "react";
import type { Labels } from "../labels/labels.ts";
import type { HostWords } from "../labels/use-words.ts";
import type { NoticeComponents } from "./part.tsx";
import type { Appearance } from "../settings/appearance.ts";
import type { ClassNames, Piece, Slot } from "./slot.ts";

/** What a notice shows: the state of the consent, or `checking` while the words of its language are on their way. */
export type Phase = ConsentState["status"];

/** News for the live region that no state tells. */
export type Announcement = "none" | "ready" | "how-to-continue" | "language-changed" | "language-failed";

/** What the parts of one notice share. */
export interface NoticeState {
  readonly consent: ConsentState;
  /** In the shown language; `undefined` where there is none. */
  readonly notice: Notice | undefined;
  readonly phase: Phase;
  /** True while a notice that asks merely shows what is recorded; where consent is managed, nothing is merely shown. */
  readonly isReview: boolean;
  readonly labels: Labels;
  /** What the host brings of its own words. */
  readonly host: HostWords;
  /** What the words on screen are in: the notice's language, English until its words are here. */
  readonly spoken: Language;
  readonly classNames: ClassNames | undefined;
  /** Names an element of the notice for styling. */
  readonly piece: (slot: Slot) => Piece;
  /** How the notice looks by settings. */
  readonly appearance: Appearance;
  /** The host's own controls. */
  readonly components: NoticeComponents | undefined;
  /** Prefix of every id inside the notice. */
  readonly idBase: string;
  readonly titleId: string;
  readonly headingLevel: 2 | 3 | 4 | 5 | 6;
  /** What the host calls this notice, where its title would not tell it from another one of the page. */
  readonly label: string | undefined;
  /** True for a long notice: its data elements are mounted when their purpose is opened. */
  readonly isLong: boolean;
  /** How often a save was refused because something is missing; 0 again once that is no longer what the person tries. */
  readonly refusedSaves: number;
  /** True once this place has sent anything, or found that something is on record. */
  readonly mayBeRecorded: boolean;
  /** Takes the act; what is missing shows instead when it cannot be saved. Answers what a save that was tried found. */
  readonly act: (act: Act) => Validation | undefined;
  /** The act that waits for a yes, where the host wants one before anything is sent. */
  readonly confirming: Act | undefined;
  /** Sends the waiting act, or goes back to the choices. */
  readonly confirm: (yes: boolean) => void;
  /** Takes the last act again, or reads the notice again. */
  readonly retry: () => void;
  readonly announcement: Announcement;
  readonly announce: (announcement: Announcement) => void;
  /** Closes without a decision; `undefined` where only a decision closes. */
  readonly close: (() => void) | undefined;
  /** Hears of unequal prominence and of words that are not neutral, in development. */
  readonly onPolicyViolation: ((violation: PolicyViolation) => void) | undefined;
  /** The host's words for going on after a review. */
  readonly continueText: string | undefined;
  /** Opens a purpose's data elements. */
  readonly openPurpose: (purposeUuid: string) => void;
  /** Says how to open a purpose; returns the way to take it back. */
  readonly onOpenPurpose: (purposeUuid: string, open: () => void) => () => void;
}

/** Carries a notice's state to its parts. */
export const NoticeContext = createContext<NoticeState | undefined>(undefined);

/** The state of the notice that a part stands in; throws outside one. */
export function useNotice(part: string): NoticeState {
  const state = useContext(NoticeContext);
  if (state === undefined) throw new Error(`Notice.${part} has to stand inside Notice.Root.`);
  return state;
}
