import {
  findAction,
  parityFaults,
  parityOf,
  type ActionFigures,
  type ParityFigures,
} from "@notice-consent/testing/dom";
import type { RefObject } from "react";
import { Verdict } from "./contrast-table.tsx";
import { useMeasured } from "./use-measured.ts";

const rows: readonly (readonly [string, (figures: ActionFigures) => string])[] = [
  ["Size", ({ width, height }) => `${Math.round(width)} × ${Math.round(height)} px`],
  ["Type", ({ fontSize, fontWeight }) => `${fontSize}, ${fontWeight}`],
  ["Edge", ({ borderWidth }) => borderWidth],
  ["Ground", ({ background }) => background],
  ["Contrast", ({ contrast }) => contrast.toFixed(2)],
];

/** Whether refusing and accepting are equally prominent, measured on the preview. [UI-S4] */
export function ParityTable({
  preview,
  reason,
}: {
  readonly preview: RefObject<HTMLElement | null>;
  readonly reason: unknown;
}) {
  const figures = useMeasured<ParityFigures>(preview, measured, reason);
  const faults = figures === undefined ? [] : parityFaults(figures);
  return (
    <section className="designer-card" aria-labelledby="designer-parity">
      <h2 id="designer-parity">
        Equal choice <Verdict holds={faults.length === 0} good="Equal" bad="Not equal" />
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col">Decline</th>
            <th scope="col">Accept</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, say]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{figures === undefined ? "–" : say(figures.decline)}</td>
              <td>{figures === undefined ? "–" : say(figures.accept)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {faults.map((fault) => (
        <p key={fault}>{fault}</p>
      ))}
    </section>
  );
}

function measured(preview: HTMLElement): ParityFigures | undefined {
  if (findAction(preview, "accept") === undefined || findAction(preview, "decline") === undefined) return undefined;
  const figures = parityOf(preview);
  // On this page the two may lie below the fold together; what counts is the notice's own window.
  return {
    accept: { ...figures.accept, inView: true },
    decline: { ...figures.decline, inView: true },
  };
}
