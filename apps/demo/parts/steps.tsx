import styles from "./steps.module.css";

const steps = ["Consent", "Details", "Account"] as const;

/** Where in the sign-up a page stands. */
export function Steps({ current }: { current: (typeof steps)[number] }) {
  const position = steps.indexOf(current);
  return (
    <nav aria-label="Progress">
      <ol className={styles["steps"]}>
        {steps.map((step, index) => (
          <li
            key={step}
            className={styles["step"]}
            data-state={index < position ? "done" : index === position ? "current" : "ahead"}
            aria-current={index === position ? "step" : undefined}
          >
            <span className={styles["number"]} aria-hidden="true">
              {index < position ? "✓" : index + 1}
            </span>
            {step}
            {index < position && <span className={styles["hidden"]}>, done</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
