import { type ComponentProps, type ReactNode, useId } from "react";

import styles from "./field.module.css";

interface FieldProps extends ComponentProps<"input"> {
  readonly label: string;
  readonly hint?: string;
  /** A sentence that says what to enter instead. */
  readonly error?: string | undefined;
  /** A control at the end of the input. */
  readonly end?: ReactNode;
}

/** One labelled input with its hint and its error. */
export function Field({ label, hint, error, end, ...input }: FieldProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles["hint"]}>
          {hint}
        </p>
      )}
      <div className={styles["box"]} data-invalid={error === undefined ? undefined : ""}>
        <input
          {...input}
          id={id}
          required
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={described === "" ? undefined : described}
        />
        {end}
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className={styles["error"]}>
          {error}
        </p>
      )}
    </div>
  );
}
