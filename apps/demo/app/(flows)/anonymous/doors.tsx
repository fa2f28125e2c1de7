import { EntryForm } from "./entry-form.tsx";
import styles from "./anonymous.module.css";

/** The two ways in: a new account, for whoever has agreed to one, and the account that is there already. */
export function Doors({ mayRegister }: { readonly mayRegister: boolean }) {
  return (
    <div className={styles["doors"]}>
      <section className={styles["door"]} aria-labelledby="new">
        <h2 id="new">New here</h2>
        <output className={styles["state"]}>
          {mayRegister
            ? "Your choice is recorded, so the form is open."
            : "An account begins with your choice about your e-mail address. Nothing can be typed here before it is recorded."}
        </output>
        {mayRegister && <EntryForm kind="register" />}
      </section>
      <section className={styles["door"]} aria-labelledby="known">
        <h2 id="known">I have an account</h2>
        <p className={styles["state"]}>What you choose on this page comes along.</p>
        <EntryForm kind="log-in" />
      </section>
    </div>
  );
}
