import type { ReactNode } from "react";

import type { PageToken } from "../consent/use-access-token.ts";
import styles from "./token-problem.module.css";

/** Its children, or why nothing can be asked or changed just now and a way to try again. */
export function TokenProblem({ token, children }: { token: PageToken; children: ReactNode }) {
  if (token.status !== "failed") return children;
  return (
    <div role="alert" className={styles["problem"]}>
      <p>Your choices cannot be opened, because our consent service does not answer. Nothing has changed.</p>
      <button type="button" className="action" onClick={token.retry}>
        Try again
      </button>
    </div>
  );
}
