"use client";

import type { Decision } from "@notice-consent/client";
import { useCallback, useState } from "react";

/** What has happened in one place that asks, for one person and one question; it goes with either. */
export interface Here {
  readonly dismissed?: boolean | undefined;
  /** What the person has put aside to choose anew: a recorded decision, or the record that was read. */
  readonly changing?: Decision | "record" | undefined;
  /** The decision that was taken in this place. */
  readonly own?: Decision | undefined;
  /** True once the person has left a review with everything as it is. */
  readonly continued?: boolean | undefined;
  /** True when an act made before there was a person was not sent, until the person acts again. */
  readonly dropped?: boolean | undefined;
}

const nothing: Here = {};

/** Keeps what has happened here; starts anew with another person or question. */
export function useHere(place: string): readonly [here: Here, note: (news: Here) => void] {
  const [noted, setNoted] = useState({ place, here: nothing });
  const note = useCallback(
    (news: Here) => {
      setNoted((before) => ({ place, here: { ...(before.place === place ? before.here : nothing), ...news } }));
    },
    [place],
  );
  return [noted.place === place ? noted.here : nothing, note];
}
