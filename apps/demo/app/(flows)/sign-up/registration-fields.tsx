"use client";

import { useState } from "react";

import { checkForm, passwordLength, type RegistrationForm } from "../../../account/registration-form.ts";
import { Field } from "../../../parts/field.tsx";
import { useSentForm } from "../../../parts/use-sent-form.ts";
import { register } from "./register.ts";
import styles from "./sign-up.module.css";

/** Name, e-mail and password. */
export function RegistrationFields() {
  const [passwordShown, setPasswordShown] = useState(false);
  const { form, sending, fields, problem, submit } = useSentForm<RegistrationForm>({
    check: checkForm,
    send: async (typed) => {
      const outcome = await register(typed);
      if (outcome.status === "refused") return outcome;
      window.location.assign("/dashboard");
      return undefined;
    },
  });

  return (
    <form ref={form} className={styles["form"]} method="post" noValidate onSubmit={submit}>
      <div role="alert">{problem !== undefined && <p className={styles["problem"]}>{problem}</p>}</div>
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
