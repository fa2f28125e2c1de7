"use client";

import { ConsentError, type Language } from "@notice-consent/contract";
import { useConsentState, type ConsentState, type UseConsentOptions } from "@notice-consent/hooks";
import { useEffect, useMemo } from "react";
import { offersWords, useSpeakableWish } from "./labels/use-words.ts";
import type { SharedProps, UnsupportedProps } from "./notice-props.ts";
import { addressOf, twinConflict } from "./twin-props.ts";

declare const process: { readonly env: { readonly NODE_ENV?: string } };

type ShellOptions = Omit<UseConsentOptions, "noticeId" | "organisationUuid" | "workspaceUuid" | "offersLanguage"> &
  SharedProps;

/**
 * `useConsentState` with what a component's props say in several ways. Props that contradict each other, or that ask for a
 * gate which this version does not have, end in `failed` without a request.
 */
export function useShellConsent(props: ShellOptions): ConsentState {
  const conflict = twinConflict(props);
  const unsupported = unsupportedIn(props);
  const refusal = useMemo(() => {
    if (conflict !== undefined) return new ConsentError("CONFIGURATION", { message: conflict });
    return unsupported === undefined ? undefined : new ConsentError("NOTICE_UNSUPPORTED", { message: unsupported });
  }, [conflict, unsupported]);

  useEffect(() => {
    // Never asks `typeof process`: a bundler writes the mode into the page's code, where there is no process.
    try {
      if (process.env.NODE_ENV !== "production" && refusal !== undefined) {
        // oxlint-disable-next-line eslint/no-console -- a warning for the developer, never in production
        console.warn(`[notice-consent] ${refusal.message}`);
      }
    } catch {
      // Where nobody can tell, nothing is said.
    }
  }, [refusal]);

  const address = addressOf(props);
  const language = useSpeakableWish(props.language, props.labels);
  const consent = useConsentState({
    ...props,
    ...address,
    language,
    // Without a notice nothing is asked for, and nobody can be let through.
    noticeId: refusal === undefined ? address.noticeId : "",
    onError: refusal === undefined ? props.onError : () => props.onError?.(refusal),
    offersLanguage: ({ tag }: Language) => offersWords(tag, props.language ?? "en", props.labels),
  });
  return useMemo(
    () => (refusal !== undefined && consent.status === "failed" ? { ...consent, error: refusal } : consent),
    [consent, refusal],
  );
}

function unsupportedIn({ otpGate, sandboxToken }: UnsupportedProps): string | undefined {
  const names = [otpGate && "otpGate", sandboxToken && "sandboxToken"].filter(Boolean);
  if (names.length === 0) return undefined;
  return `${names.join(" and ")}: this version has no such step, so the notice is not shown. Leave the prop out.`;
}
