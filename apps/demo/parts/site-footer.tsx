import styles from "./site-footer.module.css";

/** Says on every page that the bank is made up. */
export function SiteFooter() {
  return (
    <footer className={styles["footer"]}>
      <p>
        Palash Bank is invented for this demonstration. It holds no money, and its accounts exist on this machine only.
      </p>
    </footer>
  );
}
