"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";

import { checkForm, type FieldErrors, passwordLength } from "../../../account/registration-form.ts";
import { Field } from "../../../parts/field.tsx";
import { register } from "./register.ts";
import styles from "./sign-up.module.css";

interface Typing {
  readonly status: "typing";
  readonly fields: FieldErrors;
  readonly problem: string | undefined;
}

type Progress = Typing | { readonly status: "sending" };

const fresh: Typing = { status: "typing", fields: {}, problem: undefined };

/** Name, e-mail and password; what was typed stays whatever the answer. */
export function RegistrationFields() {
  const form = useRef<HTMLFormElement>(null);
  const [progress, setProgress] = useState<Progress>(fresh);
  const [passwordShown, setPasswordShown] = useState(false);
  const fields = progress.status === "typing" ? progress.fields : {};

  useEffect(() => {
    if (progress.status === "typing") form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [progress]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (progress.status === "sending") return;
    const checked = checkForm(Object.fromEntries(new FormData(event.currentTarget)));
    if (checked.status === "incomplete") {
      setProgress({ ...fresh, fields: checked.fields });
      return;
    }
    setProgress({ status: "sending" });
    const outcome = await register(checked.form);
    if (outcome.status === "registered") window.location.assign("/dashboard");
    else setProgress({ status: "typing", fields: outcome.fields, problem: outcome.problem });
  };

  const sending = progress.status === "sending";
  return (
    <form ref={form} className={styles["form"]} method="post" noValidate onSubmit={(event) => void submit(event)}>
      <div role="alert">
        {progress.status === "typing" && progress.problem !== undefined && (
          <p className={styles["problem"]}>{progress.problem}</p>
        )}
      </div>
      <Field label="Full name" name="name" autoComplete="name" error={fields.name} />
      <Field
        label="E-mail address"
        name="email"
        type="email"
        autoComplete="email"
        spellCheck={false}
        error={fields.email}
      />
      <Field
        label="Password"
        name="password"
        type={passwordShown ? "text" : "password"}
        autoComplete="new-password"
        autoCapitalize="none"
        spellCheck={false}
        hint={`At least ${passwordLength} characters. A short sentence is easy to remember.`}
        error={fields.password}
        end={
          <button
            type="button"
            className={styles["reveal"]}
            aria-pressed={passwordShown}
            aria-label="Show password"
            onClick={() => setPasswordShown((shown) => !shown)}
          >
            Show
          </button>
        }
      />
      <button type="submit" className="action" aria-disabled={sending} aria-busy={sending}>
        {sending ? "Opening your account…" : "Create account"}
      </button>
    </form>
  );
}
