"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { ConsentState } from "./consent.ts";

const ScopeContext = createContext<ConsentState | undefined>(undefined);

/** Hands what `useConsent` or `useConsentState` returned to the parts below it. */
export function ConsentScope({
  consent,
  children,
}: {
  readonly consent: ConsentState;
  readonly children?: ReactNode;
}): ReactNode {
  return <ScopeContext.Provider value={consent}>{children}</ScopeContext.Provider>;
}

/** The consent that is given, else that of the scope. Throws outside a scope when none is given. */
export function useConsentScope(consent?: ConsentState): ConsentState {
  const scoped = useContext(ScopeContext);
  const found = consent ?? scoped;
  if (found === undefined) throw new Error("There is no consent here. Put the part inside a <ConsentScope>.");
  return found;
}
