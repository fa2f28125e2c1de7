"use client";

import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";

import type { FieldErrors } from "../account/registration-form.ts";

type Typed = Readonly<Record<string, FormDataEntryValue>>;

/** Why a form did not lead anywhere: a sentence for each field that is wrong, or one for the whole. */
export interface Refusal {
  readonly fields: FieldErrors;
  readonly problem: string | undefined;
}

interface Steps<Form> {
  /** Before anything is sent. */
  readonly check: (
    typed: Typed,
  ) =>
    | { readonly status: "complete"; readonly form: Form }
    | { readonly status: "incomplete"; readonly fields: FieldErrors };
  /** Answers nothing once the person is led on. */
  readonly send: (form: Form) => Promise<Refusal | undefined>;
}

interface SentForm extends Refusal {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly sending: boolean;
  readonly submit: (event: FormEvent<HTMLFormElement>) => void;
}

type Progress = ({ readonly status: "typing" } & Refusal) | { readonly status: "sending" };

const fresh = { status: "typing", fields: {}, problem: undefined } as const satisfies Progress;

/** A form that is sent once at a time; what was typed stays whatever the answer, and the first field at fault is focused. */
export function useSentForm<Form>({ check, send }: Steps<Form>): SentForm {
  const form = useRef<HTMLFormElement>(null);
  const [progress, setProgress] = useState<Progress>(fresh);
  const sending = progress.status === "sending";

  useEffect(() => {
    if (progress.status === "typing") form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [progress]);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (sending) return;
    const checked = check(Object.fromEntries(new FormData(event.currentTarget)));
    if (checked.status === "incomplete") {
      setProgress({ ...fresh, fields: checked.fields });
      return;
    }
    setProgress({ status: "sending" });
    const refusal = await send(checked.form);
    if (refusal !== undefined) setProgress({ status: "typing", fields: refusal.fields, problem: refusal.problem });
  };

  const { fields, problem } = progress.status === "typing" ? progress : fresh;
  return { form, sending, fields, problem, submit: (event) => void submit(event) };
}
