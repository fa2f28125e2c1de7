"use client";

import { checkForm, passwordLength } from "../../../account/registration-form.ts";
import { Field } from "../../../parts/field.tsx";
import { useHydrated } from "../../../parts/use-hydrated.ts";
import { useSentForm } from "../../../parts/use-sent-form.ts";
import styles from "./anonymous.module.css";
import { enter, type EntryKind } from "./enter.ts";

/** One of the two forms. */
export function EntryForm({ kind }: { readonly kind: EntryKind }) {
  const isNew = kind === "register";
  const isHydrated = useHydrated();
  const { form, sending, fields, problem, submit } = useSentForm<object>({
    check: (typed) => (isNew ? checkForm(typed) : { status: "complete", form: typed }),
    send: async (typed) => {
      const outcome = await enter(kind, typed);
      if (outcome.status === "refused") return outcome;
      window.location.reload();
      return undefined;
    },
  });

  return (
    <form ref={form} className={styles["form"]} method="post" noValidate={isNew} onSubmit={submit}>
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
      {/* Before the script is there, the browser would send the form by itself. */}
      <button type="submit" className="action" disabled={!isHydrated} aria-disabled={sending} aria-busy={sending}>
        {isNew ? (sending ? "Making your account…" : "Create account") : sending ? "Logging in…" : "Log in"}
      </button>
    </form>
  );
}
