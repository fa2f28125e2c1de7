"use client";

import { useEffect } from "react";
import type { Acting } from "./acting.ts";
import type { LatestMoment } from "./moment.ts";
import { placeOf } from "./queries.ts";
import type { Arrival } from "./use-arrival.ts";

/** Sends what was done before there was a person, or drops it with a word, once the first one's own notice is read. */
export function useLanding(latest: LatestMoment, acting: Acting, { landing, kept, land }: Arrival): void {
  useEffect(() => {
    const { page, person, about, notice, options, note, noteAct } = latest.current;
    if (landing === undefined || kept === undefined) return;
    land();
    if (landing === "may-be-sent" && notice !== undefined) {
      acting.deliver(kept, notice);
      return;
    }
    note({ dropped: true });
    // The record is what stands; ticks on it that were not sent would pass for it.
    if (landing === "already-answered" && notice !== undefined) {
      const place = { digest: placeOf(person).digest, about };
      page.memory.resetDraft(place, notice, options.honourPreselection === true);
      noteAct(false);
    }
    // oxlint-disable-next-line react/exhaustive-deps -- once for each landing
  }, [latest, acting, landing, kept]);
}
