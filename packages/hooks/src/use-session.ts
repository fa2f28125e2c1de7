"use client";

import type { SessionHost, SessionSnapshot } from "@notice-consent/client";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { watchDecisions } from "./consequences.ts";
import type { PersonOptions } from "./notice-options.ts";
import type { PageClient } from "./page-client.ts";
import { useLatest } from "./use-latest.ts";
import { personKey } from "./query-keys.ts";
import { pairOf, type Person } from "./use-person.ts";

const initial: SessionSnapshot = { status: "ready", generation: 0, error: undefined };

/** Keeps the person's session alive while mounted and shows how it stands; the initial state without a person. */
export function useSession(
  page: PageClient,
  person: Person,
  options: PersonOptions,
  about: string | undefined,
): SessionSnapshot {
  const latest = useLatest(options);
  const [host] = useState(() => hostOf(latest));
  const { accessToken, refreshToken } = options;

  const subscribe = useCallback(
    (listener: () => void) => {
      if (person.status !== "known") return () => {};
      const session = person.client.openSession(person.principal, pairOf(latest.current));
      const detach = session.attach(host);
      const unwatch = watchDecisions(page, person, session);
      const forget = session.subscribe(listener);
      return () => {
        forget();
        unwatch();
        detach();
      };
    },
    [page, person, host, latest],
  );
  const read = (): SessionSnapshot => sessionOf(person)?.getSnapshot() ?? initial;
  const snapshot = useSyncExternalStore(subscribe, read, () => initial);

  useEffect(() => {
    if (accessToken !== undefined) sessionOf(person)?.propose(pairOf({ accessToken, refreshToken }));
  }, [person, accessToken, refreshToken]);

  useFarewell(page, person, about);
  return snapshot;
}

/** The session under way; `undefined` without a person and before the first effect. */
export function sessionOf(person: Person): ReturnType<Extract<Person, { status: "known" }>["client"]["findSession"]> {
  return person.status === "known" ? person.client.findSession(person.principal.digest) : undefined;
}

/** When another person takes this place: the earlier one's session ends and nothing of theirs stays in memory. */
function useFarewell(page: PageClient, person: Person, about: string | undefined): void {
  const earlier = useRef(person);
  useEffect(() => {
    const before = earlier.current;
    earlier.current = person;
    if (before === person) return;
    if (before.status === "known") {
      page.memory.forgetPerson(before.principal.digest);
      before.client.dropSession(before.principal.digest);
      page.queryClient.removeQueries({ queryKey: personKey(before.principal.digest) });
    } else if (before.status === "unknown" && person.status === "known" && about !== undefined) {
      page.memory.drafts?.handOver(about, person.principal.digest);
    }
  }, [page, person, about]);
}

function hostOf(latest: { readonly current: PersonOptions }): SessionHost {
  return {
    get refresh() {
      return latest.current.refresh;
    },
    get refreshUrl() {
      return latest.current.refreshUrl;
    },
    get onTokensChange() {
      return latest.current.onTokensChange;
    },
    get onSessionExpired() {
      return latest.current.onSessionExpired;
    },
  };
}
