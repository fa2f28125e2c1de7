"use client";

import type { ConsentError } from "@notice-consent/contract";
import { forwardRef, type ReactNode } from "react";
import type { Labels } from "../labels/labels.ts";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { PlainButton } from "./plain-button.tsx";
import { Retry } from "./retry.tsx";

/** Props of {@link Failure}. */
export interface FailureProps extends Omit<PartProps<"div">, "children"> {
  /** The host's own help or way out. */
  readonly children?: ReactNode;
}

/** Says that the notice cannot be shown, why as far as it helps, and that nothing was recorded unless something may be. */
export const Failure = forwardRef<HTMLDivElement, FailureProps>(function Failure({ children, ...given }, part) {
  const { consent, labels, close, piece, mayBeRecorded } = useNotice("Failure");
  const error = consent.status === "failed" ? consent.error : undefined;
  const canRetry = error !== undefined && error.retry !== "never";
  return usePart({
    tag: "div",
    slot: "failure",
    own: {
      "data-code": error?.code ?? "CONFIGURATION",
      children: (
        <>
          <p>
            {reasonOf(error, labels)} {!mayBeRecorded && labels.nothingRecorded}
          </p>
          {children}
          <div {...piece("buttons")}>
            {canRetry && <Retry />}
            {close !== undefined && <PlainButton onClick={close}>{labels.close}</PlainButton>}
          </div>
        </>
      ),
    },
    given,
    part,
  });
});

function reasonOf(error: ConsentError | undefined, labels: Labels): string {
  if (error === undefined) return labels.failedSetUp;
  switch (error.retry) {
    case "after-sign-in":
      return labels.failedSession;
    case "same-request":
    case "read-again":
      return labels.failedService;
    case "never":
      return labels.failedSetUp;
    default:
      return error.retry satisfies never;
  }
}
