"use client";

import { useRef, useState } from "react";

import type { FamilyMember } from "../../../clinic/patient.ts";
import styles from "./channels.module.css";
import { beginAnew, type Identified, identify } from "./identify.ts";

interface CounterProps {
  readonly identified: Identified | undefined;
  readonly onIdentified: (identified: Identified | undefined) => void;
}

const people: readonly (readonly [member: FamilyMember, name: string, about: string])[] = [
  ["meera", "Meera Nair", "her e-mail address and the family’s telephone"],
  ["kamala", "Kamala Nair", "her mother, on the same telephone"],
];

const outcomes = [
  ["linked", "Linked", "decided in this channel, and now counts for the person"],
  ["alreadyLinked", "Already linked", "counted for the person before"],
  ["notFound", "Not found", "nobody has decided there yet; kept, and linked when somebody does"],
  ["conflicts", "In conflict", "belongs to another patient; nothing was changed, a person will look"],
] as const;

/** Where somebody says who they are, and what follows for each identifier. */
export function Counter({ identified, onIdentified }: CounterProps) {
  const [member, setMember] = useState<FamilyMember>("meera");
  const [progress, setProgress] = useState<"idle" | "asking" | "failed">("idle");

  // An answer that comes after another choice is nobody's here.
  const choice = useRef(0);

  const ask = async () => {
    if (progress === "asking") return;
    setProgress("asking");
    const asked = choice.current;
    const identified = await identify(member).catch(() => undefined);
    if (asked !== choice.current) return;
    if (identified !== undefined) onIdentified(identified);
    setProgress(identified === undefined ? "failed" : "idle");
  };

  const choose = (chosen: FamilyMember) => {
    choice.current += 1;
    setMember(chosen);
    setProgress("idle");
    onIdentified(undefined);
  };

  return (
    <section className={styles["counter"]} aria-labelledby="counter">
      <h2 id="counter">At the counter</h2>
      <fieldset className={styles["people"]}>
        <legend>Who is before us?</legend>
        {people.map(([value, name, about]) => (
          <div key={value} className={styles["person"]}>
            <input
              id={value}
              type="radio"
              name="member"
              value={value}
              checked={member === value}
              onChange={() => choose(value)}
            />
            <label htmlFor={value}>
              <strong>{name}</strong>, <span className={styles["muted"]}>{about}</span>
            </label>
          </div>
        ))}
      </fieldset>
      <div className={styles["acts"]}>
        <button type="button" className="action" aria-disabled={progress === "asking"} onClick={() => void ask()}>
          Identify as one person
        </button>
        <button
          type="button"
          className="action"
          data-kind="quiet"
          onClick={() => void beginAnew().then(() => window.location.reload())}
        >
          Begin with another family
        </button>
      </div>
      <div aria-live="polite" className={styles["results"]}>
        {progress === "failed" && <p>Nothing was brought together, because no answer came. It is safe to try again.</p>}
        {identified !== undefined && <Results identified={identified} />}
      </div>
    </section>
  );
}

function Results({ identified }: { readonly identified: Identified }) {
  return (
    <dl className={styles["outcomes"]}>
      {outcomes.map(([outcome, name, meaning]) => (
        <div key={outcome} data-outcome={outcome} data-count={identified[outcome].length}>
          <dt>
            {name} <span className={styles["muted"]}>{meaning}</span>
          </dt>
          <dd>{identified[outcome].length === 0 ? "none" : identified[outcome].join(", ")}</dd>
        </div>
      ))}
    </dl>
  );
}
