"use client";

import type { Notice } from "@notice-consent/contract";
import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import type { PageClient } from "./page-client.ts";
import { draftsOf } from "./page-drafts.ts";
import type { NoticeRead } from "./use-notice-read.ts";

interface Asked {
  readonly place: string;
  readonly notice: Notice;
}

/**
 * The read as it is shown. A person in the middle of choosing keeps the notice although a later read says that nothing
 * is left to ask: their ticks are not sent yet, and taking the screen away would lose them.
 */
export function useUninterrupted(
  { memory }: PageClient,
  { digest, about }: { readonly digest: string; readonly about: string },
  read: NoticeRead,
  hasNotActed: boolean,
): NoticeRead {
  const place = `${digest} ${about}`;
  // From the start: React 18 takes a render that sets state while a server's HTML is taken over for the browser's own.
  const [asked, setAsked] = useState<Asked | undefined>(() =>
    read.status === "ask" ? { place, notice: read.notice } : undefined,
  );
  if (read.status === "ask" && (asked?.notice !== read.notice || asked.place !== place)) {
    setAsked({ place, notice: read.notice });
  }
  // With the record on screen, and nothing ticked that it could take away, the asking is over.
  if (asked !== undefined && read.status === "already-valid" && read.notice !== undefined) {
    if (!draftsOf(memory).isTouched({ digest, about })) setAsked(undefined);
  }
  const isLeft = hasNotActed && read.status === "already-valid" && asked?.place === place;
  const before = isLeft ? asked.notice : undefined;
  const subscribe = useCallback(
    (listener: () => void) => {
      if (before === undefined) return () => {};
      return draftsOf(memory).draft({ digest, about }, before, false).subscribe(listener);
    },
    [memory, digest, about, before],
  );
  const isChoosing = useSyncExternalStore(
    subscribe,
    () => before !== undefined && draftsOf(memory).isTouched({ digest, about }),
    () => false,
  );
  const { readAgain } = read;
  const kept = isChoosing ? before : undefined;
  return useMemo(
    () => (kept === undefined ? read : { status: "ask", notice: kept, error: undefined, isConfirmed: true, readAgain }),
    [kept, read, readAgain],
  );
}
