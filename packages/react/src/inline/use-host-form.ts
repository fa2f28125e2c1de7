"use client";

import type { ConsentState } from "@notice-consent/hooks";
import { useEffect, useRef, useState, type RefObject } from "react";
import { isSendable } from "../notice/sendable.ts";
import { validationNow } from "../notice/validation-now.ts";

/** What a form round the notice asks of it. */
export interface FormDuties {
  readonly consent: ConsentState;
  /** Whether the form's submit waits for the record. */
  readonly waits: boolean;
  /** Sends what stands on screen, as the person's own act; false when it cannot be sent as it stands. */
  readonly send: () => boolean;
  /** Takes the person to what keeps the form from going on. */
  readonly show: () => void;
  readonly reset: () => void;
}

/**
 * Stands between a form's submit and its handlers: the submit is stopped, the choice is sent, and the same submit is
 * made again once the choice is recorded and nothing required is missing. The form's reset resets the choice.
 * Returns how many resets there were: each puts the boxes to where they were in the HTML.
 */
export function useHostForm(section: RefObject<HTMLElement | null>, isThere: boolean, duties: FormDuties): number {
  const [resets, setResets] = useState(0);
  const latest = useRef(duties);
  const held = useRef<Held>(undefined);
  const isPassing = useRef(false);

  useEffect(() => {
    latest.current = duties;
  });

  useEffect(() => {
    const form = section.current?.closest("form") ?? null;
    if (form === null) return undefined;
    const onSubmit = (event: SubmitEvent): void => {
      const { consent, waits, send, show } = latest.current;
      if (event.target !== form || isPassing.current || !waits || mayGoOn(consent)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      held.current = { form, submitter: event.submitter, draft: consent.draft };
      if (!isSendable(consent.status)) {
        if (consent.status !== "submitting") show();
      } else if (!send()) {
        // What another act records later is no reason to send the form.
        held.current = undefined;
      }
    };
    const onReset = (event: Event): void => {
      if (event.target !== form) return;
      latest.current.reset();
      // New boxes, before or after the browser has put back the old ones, stand as the choice does.
      setResets((count) => count + 1);
    };
    form.addEventListener("submit", onSubmit, { capture: true });
    form.addEventListener("reset", onReset);
    return () => {
      form.removeEventListener("submit", onSubmit, { capture: true });
      form.removeEventListener("reset", onReset);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the section comes and goes with what is asked
  }, [section, isThere]);

  const { consent } = duties;
  useEffect(() => {
    const waiting = held.current;
    if (waiting === undefined) return;
    // Ticks of another person or on another text: the form was not sent for them.
    const isSame = consent.draft === waiting.draft;
    if (isSame && isUnderWay(consent)) return;
    held.current = undefined;
    const { form, submitter } = waiting;
    if (!isSame || !mayGoOn(consent) || !form.isConnected) return;
    isPassing.current = true;
    try {
      // A button that the host has taken away meanwhile cannot send a form.
      if (submitter !== null && "form" in submitter && submitter.form === form) form.requestSubmit(submitter);
      else form.requestSubmit();
    } finally {
      isPassing.current = false;
    }
  }, [consent]);

  return resets;
}

interface Held {
  readonly form: HTMLFormElement;
  readonly submitter: HTMLElement | null;
  readonly draft: ConsentState["draft"];
}

/**
 * Recorded, with nothing required missing, by the boxes and by the service: a refusal of what is optional keeps nobody
 * from going on, so a no by the rule `all` is none here.
 */
function mayGoOn(consent: ConsentState): boolean {
  if (consent.status === "satisfied") return true;
  if (consent.status !== "recorded") return false;
  const { verdict } = consent.result;
  if (verdict?.validate_against === "required" && !verdict.may_proceed) return false;
  const validation = validationNow(consent);
  return validation?.status === "complete" || validation?.missing.length === 0;
}

/** Whether an answer to what the form has asked for may still come. */
function isUnderWay(consent: ConsentState): boolean {
  if (consent.status === "preview") return consent.isWaiting;
  return consent.status === "submitting" || consent.status === "checking";
}
