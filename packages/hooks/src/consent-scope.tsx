"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { Consent } from "./consent.ts";

const ScopeContext = createContext<Consent | undefined>(undefined);

/** Hands what `useConsent` returned to the parts below it. */
export function ConsentScope({
  consent,
  children,
}: {
  readonly consent: Consent;
  readonly children?: ReactNode;
}): ReactNode {
  return <ScopeContext.Provider value={consent}>{children}</ScopeContext.Provider>;
}

/** The consent that is given, else that of the scope. Throws outside a scope when none is given. */
export function useConsentScope(consent?: Consent): Consent {
  const scoped = useContext(ScopeContext);
  const found = consent ?? scoped;
  if (found === undefined) throw new Error("There is no consent here. Put the part inside a <ConsentScope>.");
  return found;
}
