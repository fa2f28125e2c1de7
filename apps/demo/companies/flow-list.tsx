import Link from "next/link";

import type { Flow } from "./company.ts";
import styles from "./flow-list.module.css";

/** A company's flows: what a person would press, and what it shows. */
export function FlowList({ flows }: { readonly flows: readonly Flow[] }) {
  return (
    <ul className={styles["flows"]}>
      {flows.map(({ path, name, shows }) => (
        <li key={path}>
          <Link href={path}>{name}</Link>
          <p>{shows}</p>
        </li>
      ))}
    </ul>
  );
}
