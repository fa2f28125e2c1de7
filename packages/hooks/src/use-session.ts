"use client";

import type { SessionHost, SessionSnapshot } from "@notice-consent/client";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { UseConsentOptions } from "./consent.ts";
import type { ConsentSurroundings } from "./consent-provider.tsx";
import { useLatest } from "./use-latest.ts";
import { personKey } from "./query-keys.ts";
import { pairOf, type Person } from "./use-person.ts";

const initial: SessionSnapshot = { status: "ready", generation: 0, error: undefined };

/** Keeps the person's session alive while mounted and shows how it stands; the initial state without a person. */
export function useSession(
  surroundings: ConsentSurroundings,
  person: Person,
  about: string,
  options: UseConsentOptions,
): SessionSnapshot {
  const latest = useLatest({ options, defaults: surroundings.defaults });
  const [host] = useState(() => hostOf(latest));
  const { accessToken, refreshToken } = options;

  const subscribe = useCallback(
    (listener: () => void) => {
      if (person.status !== "known") return () => {};
      const session = person.client.openSession(person.principal, pairOf(latest.current.options));
      const detach = session.attach(host);
      const forget = session.subscribe(listener);
      return () => {
        forget();
        detach();
      };
    },
    [person, host, latest],
  );
  const read = (): SessionSnapshot => sessionOf(person)?.getSnapshot() ?? initial;
  const snapshot = useSyncExternalStore(subscribe, read, () => initial);

  useEffect(() => {
    sessionOf(person)?.propose({ accessToken: accessToken ?? "", refreshToken: refreshToken || undefined });
  }, [person, accessToken, refreshToken]);

  useFarewell(surroundings, person, about);
  return snapshot;
}

/** The session under way; `undefined` without a person and before the first effect. */
export function sessionOf(person: Person): ReturnType<Extract<Person, { status: "known" }>["client"]["findSession"]> {
  return person.status === "known" ? person.client.findSession(person.principal.digest) : undefined;
}

/** When another person takes this place: the earlier one's session ends and nothing of theirs stays in memory. */
function useFarewell({ page }: ConsentSurroundings, person: Person, about: string): void {
  const earlier = useRef(person);
  useEffect(() => {
    const before = earlier.current;
    earlier.current = person;
    if (before === person) return;
    if (before.status === "known") {
      page.memory.forgetPerson(before.principal.digest);
      before.client.dropSession(before.principal.digest);
      page.queryClient.removeQueries({ queryKey: personKey(before.principal.digest) });
    } else if (before.status === "unknown" && person.status === "known") {
      page.memory.handOver(about, person.principal.digest);
    }
  }, [page, person, about]);
}

interface HostSource {
  readonly options: UseConsentOptions;
  readonly defaults: ConsentSurroundings["defaults"];
}

function hostOf(latest: { readonly current: HostSource }): SessionHost {
  return {
    get refresh() {
      return latest.current.options.refresh ?? latest.current.defaults.refresh;
    },
    get refreshUrl() {
      return latest.current.options.refreshUrl ?? latest.current.defaults.refreshUrl;
    },
    get onTokensChange() {
      return latest.current.options.onTokensChange;
    },
    get onSessionExpired() {
      return latest.current.options.onSessionExpired;
    },
  };
}
