"use client";

import { useEffect } from "react";
import type { Acting } from "./acting.ts";
import type { LatestMoment } from "./moment.ts";
import { draftsOf, saysSame } from "./page-drafts.ts";
import { placeOf } from "./queries.ts";
import type { Arrival } from "./use-arrival.ts";

/** Sends what was done before there was a person, or drops it with a word, once the first one's own notice is read. */
export function useLanding(latest: LatestMoment, acting: Acting, { landing, kept, land }: Arrival): void {
  useEffect(() => {
    const { page, person, about, notice, options, draft, note, noteAct } = latest.current;
    if (landing === undefined || kept === undefined) return;
    land();
    // Another place on the page may have changed the ticks since: what is not on screen is not sent.
    if (landing === "may-be-sent" && notice !== undefined && saysSame(notice, kept.draft, draft.getState())) {
      acting.deliver(kept, notice);
      return;
    }
    // A refusal that cannot be sent is asked anew; it does not turn into a yes by what stands on record.
    const changing = kept.act === "decline" && landing === "already-answered" ? "record" : undefined;
    note({ dropped: true, changing });
    // The record is what stands; ticks on it that were not sent would pass for it.
    if (landing === "already-answered" && notice !== undefined) {
      const place = { digest: placeOf(person).digest, about };
      draftsOf(page.memory).reset(place, notice, options.honourPreselection === true);
      noteAct(false);
    }
    // oxlint-disable-next-line react/exhaustive-deps -- once for each landing
  }, [latest, acting, landing, kept]);
}
