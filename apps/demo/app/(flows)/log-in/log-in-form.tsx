"use client";

import { type FormEvent, useRef, useState } from "react";

import { Field } from "../../../parts/field.tsx";
import { useHydrated } from "../../../parts/use-hydrated.ts";
import styles from "../sign-up/sign-up.module.css";
import { logIn } from "./send-credentials.ts";

interface LogInFormProps {
  /** The bank knows who this is; what follows is up to their consent. */
  readonly isKnown: boolean;
  readonly onKnown: (accessToken: string) => void;
}

type Progress = { readonly status: "typing"; readonly problem?: string } | { readonly status: "sending" };

/** E-mail and password; what was typed stays whatever the answer. */
export function LogInForm({ isKnown, onKnown }: LogInFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const isHydrated = useHydrated();
  const [progress, setProgress] = useState<Progress>({ status: "typing" });

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (progress.status === "sending" || isKnown) return;
    const typed = new FormData(event.currentTarget);
    setProgress({ status: "sending" });
    const outcome = await logIn(typed);
    if (outcome.status === "known") {
      setProgress({ status: "typing" });
      onKnown(outcome.accessToken);
      return;
    }
    setProgress({ status: "typing", problem: outcome.problem });
    form.current?.querySelector("input")?.focus();
  };

  const busy = progress.status === "sending" || isKnown;
  return (
    <form ref={form} className={styles["form"]} method="post" onSubmit={(event) => void submit(event)}>
      <div role="alert">
        {progress.status === "typing" && progress.problem !== undefined && (
          <p className={styles["problem"]}>{progress.problem}</p>
        )}
      </div>
      <Field label="E-mail address" name="email" type="email" autoComplete="username" spellCheck={false} />
      <Field label="Password" name="password" type="password" autoComplete="current-password" />
      {/* Before the script is there, the browser would send the form by itself. */}
      <button type="submit" className="action" disabled={!isHydrated} aria-disabled={busy} aria-busy={busy}>
        {isKnown ? "Checking your consent…" : busy ? "Logging in…" : "Log in"}
      </button>
    </form>
  );
}
