import {
  decide,
  draftFromPreselection,
  draftFromRecord,
  emptyDraft,
  keepApplicable,
  type Draft,
  type Notice,
} from "@notice-consent/contract";
import { createDraftStore, type DraftStore } from "./draft-store.ts";
import { versionOf } from "./notice-version.ts";
import type { PageMemory } from "./page-memory.ts";
import { isRecordedHere } from "./recorded-notice.ts";

/** Whose ticks on what: digest of the person (`""` before there is one), and notice with application. */
export interface DraftPlace {
  readonly digest: string;
  readonly about: string;
}

/** The ticks of a visit; in memory alone, gone with the person. */
export interface PageDrafts {
  /** The ticks on this version of a notice. Those on an earlier version are carried over as far as they still apply. */
  draft(place: DraftPlace, notice: Notice, honourPreselection: boolean): DraftStore;
  /** The decision that was made of `sent` is recorded: the ticks are no longer unsent, later ones are. */
  settle(place: DraftPlace, recorded: Notice, sent: Draft): void;
  /** Back to what the record says. */
  reset(place: DraftPlace, notice: Notice, honourPreselection: boolean): void;
  /** True while a person who was asked has ticks here that were not sent. */
  isTouched(place: DraftPlace): boolean;
  /** Hands the ticks made before there was a person to that person. */
  handOver(about: string, digest: string): void;
  /** Another person comes: nothing of this one stays. */
  forgetPerson(digest: string): void;
}

interface DraftEntry {
  readonly notice: Notice;
  readonly version: string;
  readonly store: DraftStore;
  /** What the ticks would be if nobody had touched them, or were when they were last recorded. */
  readonly start: Draft;
  /** True until the first notice that is read for the person to whom they were handed. */
  readonly isHandedOver?: boolean;
}

/** The ticks of a page, kept from the first place that lets somebody tick: a page that only checks has none. */
export function draftsOf(memory: PageMemory): PageDrafts {
  memory.drafts ??= createPageDrafts();
  return memory.drafts;
}

function createPageDrafts(): PageDrafts {
  const drafts = new Map<string, DraftEntry>();
  return {
    draft: (place, notice, honourPreselection) => {
      const key = keyOf(place);
      const known = drafts.get(key);
      const version = versionOf(notice);
      if (known?.notice === notice) return known.store;
      const start = startingDraft(notice, honourPreselection);
      // After a decision made here the ticks stay as they are on screen, whatever was ticked while it was on its way.
      const isContinued = isRecordedHere(notice);
      const isKept = known !== undefined && (isContinued || isChanged(known) || saysSame(notice, known.start, start));
      // What was ticked before there was a person goes on top of what that person has granted.
      const own = known?.isHandedOver === true ? draftFromRecord(notice, notice.purpose_selections ?? {}) : emptyDraft;
      if (isKept && known.version === version && Object.keys(own).length === 0) {
        drafts.set(key, { notice, version, store: known.store, start });
        return known.store;
      }
      const ticks = isKept ? { ...own, ...keepApplicable(notice, known.store.getState()) } : start;
      const store = createDraftStore(ticks);
      drafts.set(key, { notice, version, store, start });
      return store;
    },
    isTouched: (place) => {
      const known = drafts.get(keyOf(place));
      return known !== undefined && isChanged(known);
    },
    settle: (place, recorded, sent) => {
      const known = drafts.get(keyOf(place));
      if (known !== undefined) drafts.set(keyOf(place), { ...known, notice: recorded, start: sent });
    },
    reset: (place, notice, honourPreselection) => {
      const known = drafts.get(keyOf(place));
      if (known !== undefined) known.store.setState(startingDraft(notice, honourPreselection), true);
    },
    handOver: (about, digest) => {
      const anonymous = keyOf({ about, digest: "" });
      const ticks = drafts.get(anonymous);
      const own = keyOf({ about, digest });
      drafts.delete(anonymous);
      if (ticks !== undefined && !drafts.has(own)) drafts.set(own, { ...ticks, isHandedOver: true });
    },
    forgetPerson: (digest) => {
      for (const key of drafts.keys()) if (key.startsWith(`${digest} `)) drafts.delete(key);
    },
  };
}

function isChanged({ notice, store, start }: DraftEntry): boolean {
  return !saysSame(notice, store.getState(), start);
}

/** True when two drafts decide the same on a notice. */
export function saysSame(notice: Notice, one: Draft, other: Draft): boolean {
  return JSON.stringify(decide(notice, one)) === JSON.stringify(decide(notice, other));
}

function keyOf({ digest, about }: DraftPlace): string {
  return `${digest} ${about}`;
}

/** Nothing is ticked but what the person has granted; the notice's own preselection only where nothing is recorded. */
function startingDraft(notice: Notice, honourPreselection: boolean): Draft {
  const record = notice.purpose_selections ?? {};
  const granted = draftFromRecord(notice, record);
  if (!honourPreselection) return granted;
  const preselected = Object.entries(draftFromPreselection(notice)).filter(([uuid]) => !Object.hasOwn(record, uuid));
  return { ...Object.fromEntries(preselected), ...granted };
}
