import type { Draft } from "@notice-consent/contract";
import { createStore, type StoreApi } from "zustand/vanilla";

/** The ticks that a person has made and not yet sent, for one version of one notice. Held outside React. */
export type DraftStore = StoreApi<Draft>;

/** A store that starts from the given ticks. */
export function createDraftStore(initial: Draft): DraftStore {
  return createStore<Draft>()(() => initial);
}
