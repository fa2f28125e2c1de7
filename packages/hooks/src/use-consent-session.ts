"use client";

import type { SessionStatus } from "@notice-consent/client";
import type { ConsentError } from "@notice-consent/contract";
import { useCallback, useMemo } from "react";
import { useSurroundings } from "./consent-provider.tsx";
import type { PersonOptions } from "./notice-options.ts";
import { usePerson } from "./use-person.ts";
import { sessionOf, useSession } from "./use-session.ts";
import { withDefaults } from "./with-defaults.ts";

/**
 * How a person's session stands. `none`: there is no person, with an error when the set-up cannot work.
 * `offline` and `degraded`: the last refresh failed for now, and calls go on as long as the access token lives.
 */
export type ConsentSession = (
  | { readonly status: "none"; readonly error: ConsentError | undefined }
  | { readonly status: Exclude<SessionStatus, "expired"> }
  | { readonly status: "expired"; readonly error: ConsentError }
) & {
  /** Ends any waiting after failures and renews the tokens now; what comes of it is shown here. */
  readonly refresh: () => void;
};

const nobody: PersonOptions = {};

/** Keeps a person's session alive while mounted and shows how it stands. Says nothing about consent. */
export function useConsentSession(given: PersonOptions = nobody): ConsentSession {
  const surroundings = useSurroundings();
  const options = withDefaults(given, surroundings.defaults);
  const person = usePerson(surroundings, options);
  const { status, error } = useSession(surroundings.page, person, options, undefined);
  const refresh = useCallback(() => sessionOf(person)?.renew(), [person]);
  return useMemo(() => {
    switch (person.status) {
      case "unconfigured":
        return { status: "none", error: person.error, refresh };
      case "unknown":
        return { status: "none", error: undefined, refresh };
      case "known":
        return error === undefined || status !== "expired"
          ? { status: status === "expired" ? "degraded" : status, refresh }
          : { status, error, refresh };
      default:
        return person satisfies never;
    }
  }, [person, status, error, refresh]);
}
