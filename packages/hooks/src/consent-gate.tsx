"use client";

import type { ValidateAgainst } from "@notice-consent/contract";
import type { ReactNode } from "react";
import { useConsentGate, type ConsentGateOptions } from "./use-consent-gate.ts";
import { useConsentStatus } from "./use-consent-status.ts";

/** What a gate lets through, and what it shows instead. */
export interface ConsentGateProps extends Omit<ConsentGateOptions, "purpose"> {
  /** Uuid of a purpose, with `element` of one data element in it; without it the notice as a whole has to be satisfied. */
  readonly purpose?: string | undefined;
  /** For the notice as a whole; `all` when absent. */
  readonly validateAgainst?: ValidateAgainst | undefined;
  /** Shown while consent is known not to be given. */
  readonly fallback?: ReactNode;
  /** Shown while nothing is known, errors included; the fallback when absent. */
  readonly pending?: ReactNode;
  readonly children?: ReactNode;
}

/** Renders its children while consent is given, and in no other case. */
export function ConsentGate({ purpose, ...props }: ConsentGateProps): ReactNode {
  return purpose === undefined ? <NoticeGate {...props} /> : <PurposeGate purpose={purpose} {...props} />;
}

function PurposeGate(props: ConsentGateProps & { readonly purpose: string }): ReactNode {
  const { children, fallback, pending = fallback } = props;
  const { status } = useConsentGate(props);
  if (status === "granted") return children;
  return status === "unknown" ? pending : fallback;
}

function NoticeGate(props: Omit<ConsentGateProps, "purpose">): ReactNode {
  const { children, fallback, pending = fallback } = props;
  const { status } = useConsentStatus(props);
  if (status === "satisfied") return children;
  return status === "unknown" ? pending : fallback;
}
