"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";

import { checkForm, type FieldErrors, passwordLength } from "../../../account/registration-form.ts";
import { Field } from "../../../parts/field.tsx";
import styles from "./anonymous.module.css";
import { enter, type EntryKind } from "./enter.ts";

interface Typing {
  readonly status: "typing";
  readonly fields: FieldErrors;
  readonly problem: string | undefined;
}

type Progress = Typing | { readonly status: "sending" };

const fresh: Typing = { status: "typing", fields: {}, problem: undefined };

/** One of the two forms; what was typed stays whatever the answer. */
export function EntryForm({ kind }: { readonly kind: EntryKind }) {
  const form = useRef<HTMLFormElement>(null);
  const [progress, setProgress] = useState<Progress>(fresh);
  const { fields, problem } = progress.status === "typing" ? progress : fresh;
  const sending = progress.status === "sending";
  const isNew = kind === "register";

  useEffect(() => {
    if (progress.status === "typing") form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [progress]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (sending) return;
    const typed = Object.fromEntries(new FormData(event.currentTarget));
    const checked = isNew ? checkForm(typed) : undefined;
    if (checked?.status === "incomplete") {
      setProgress({ ...fresh, fields: checked.fields });
      return;
    }
    setProgress({ status: "sending" });
    const outcome = await enter(kind, checked?.form ?? typed);
    if (outcome.status === "in") window.location.reload();
    else setProgress({ status: "typing", fields: outcome.fields, problem: outcome.problem });
  };

  return (
    <form
      ref={form}
      className={styles["form"]}
      method="post"
      noValidate={isNew}
      onSubmit={(event) => void submit(event)}
    >
      <div role="alert">{problem !== undefined && <p className={styles["problem"]}>{problem}</p>}</div>
      {isNew && <Field label="Full name" name="name" autoComplete="name" error={fields.name} />}
      <Field
        label="E-mail address"
        name="email"
        type="email"
        autoComplete={isNew ? "email" : "username"}
        spellCheck={false}
        error={fields.email}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete={isNew ? "new-password" : "current-password"}
        {...(isNew && { hint: `At least ${passwordLength} characters.` })}
        error={fields.password}
      />
      <button type="submit" className="action" aria-disabled={sending} aria-busy={sending}>
        {isNew ? (sending ? "Making your account…" : "Create account") : sending ? "Logging in…" : "Log in"}
      </button>
    </form>
  );
}
