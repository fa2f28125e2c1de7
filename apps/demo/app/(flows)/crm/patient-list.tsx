"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import type { SyncedLine } from "../../../clinic/customers.ts";
import { useHydrated } from "../../../parts/use-hydrated.ts";
import styles from "./crm.module.css";
import { synchronise } from "./synchronise.ts";

type Progress = "idle" | "running" | "finished" | "broken-off";

/** The list with what became of each patient, filled in while the server works through it. */
export function PatientList({ names }: { readonly names: readonly string[] }) {
  const router = useRouter();
  const isReady = useHydrated();
  const [progress, setProgress] = useState<Progress>("idle");
  const [lines, setLines] = useState<readonly SyncedLine[]>([]);
  const done = lines.length;

  const run = async () => {
    if (progress === "running") return;
    setLines([]);
    setProgress("running");
    try {
      await synchronise((line) => setLines((earlier) => [...earlier, line]));
      setProgress("finished");
    } catch {
      setProgress("broken-off");
    }
    // What is to be reviewed stands in the page that the server renders.
    router.refresh();
  };

  return (
    <section className={styles["card"]} aria-labelledby="list">
      <h2 id="list">Patient list</h2>
      <div className={styles["run"]}>
        <button
          type="button"
          className="action"
          disabled={!isReady}
          aria-disabled={progress === "running"}
          onClick={() => void run()}
        >
          {progress === "idle" ? "Synchronise the list" : "Synchronise again"}
        </button>
        <div className={styles["bar"]}>
          <label htmlFor="progress">
            {done} of {names.length} patients
          </label>
          <progress id="progress" max={names.length} value={done} />
        </div>
      </div>
      <p aria-live="polite" className={styles["state"]} data-progress={progress}>
        {describe(progress, lines)}
      </p>
      <ol className={styles["patients"]}>
        {names.map((name, position) => {
          const line = lines.find((known) => known.position === position);
          return (
            <li key={name} data-state={line === undefined ? "open" : stateOf(line)}>
              <span className={styles["name"]}>{name}</span>
              <span className={styles["result"]}>{line === undefined ? "not yet" : inWords(line)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function describe(progress: Progress, lines: readonly SyncedLine[]): string {
  switch (progress) {
    case "idle":
      return "Each patient is brought together with everything they are known by. Nobody’s choice is changed.";
    case "running":
      return "The clinic’s server goes through the list.";
    case "finished": {
      const left = lines.filter(({ status }) => status !== "consolidated").length;
      return left === 0
        ? "The list is finished. It can be synchronised again at any time."
        : `The list is finished, and ${left} of it failed. Synchronise again to try these once more.`;
    }
    case "broken-off":
      return "The answer broke off. What is done stays done; synchronise again for the rest.";
    default:
      return progress satisfies never;
  }
}

function stateOf({ status, toReview, waiting }: SyncedLine): "failed" | "review" | "waiting" | "done" {
  if (status !== "consolidated") return "failed";
  return toReview > 0 ? "review" : waiting > 0 ? "waiting" : "done";
}

function inWords({ status, linked, alreadyLinked, waiting, toReview }: SyncedLine): string {
  if (status !== "consolidated") return "failed";
  return [
    linked > 0 && `${linked} linked`,
    alreadyLinked > 0 && `${alreadyLinked} already linked`,
    waiting > 0 && `${waiting} waiting for a choice`,
    toReview > 0 && `${toReview} to review`,
  ]
    .filter(Boolean)
    .join(", ");
}
