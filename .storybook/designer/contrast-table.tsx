import { textContrastOf } from "@notice-consent/testing/dom";
import { useRef } from "react";
import { SchemeProbes, schemes } from "./scheme-probes.tsx";
import { useMeasured } from "./use-measured.ts";

interface Pair {
  readonly name: string;
  readonly front: string;
  readonly back: string;
  /** Least ratio: 4.5 for text, 3 for what shows a control or a state. */
  readonly least: number;
}

const pairs: readonly Pair[] = [
  { name: "Text", front: "--_fg", back: "--_bg", least: 4.5 },
  { name: "Second text", front: "--_muted-fg", back: "--_bg", least: 4.5 },
  { name: "Links", front: "--_link", back: "--_bg", least: 4.5 },
  { name: "Missing, failed", front: "--_danger", back: "--_bg", least: 4.5 },
  { name: "Text on surface", front: "--_fg", back: "--_surface", least: 4.5 },
  { name: "Second text on surface", front: "--_muted-fg", back: "--_surface", least: 4.5 },
  { name: "Text of the actions", front: "--_action-fg", back: "--_action-bg", least: 4.5 },
  { name: "Edge of the actions", front: "--_action-border", back: "--_surface", least: 3 },
  { name: "Edge of a box", front: "--_action-border", back: "--_bg", least: 3 },
  { name: "Ticked box", front: "--_accent", back: "--_bg", least: 3 },
  { name: "The tick", front: "--_accent-fg", back: "--_accent", least: 3 },
  { name: "Focus ring", front: "--_focus", back: "--_bg", least: 3 },
];

/** The contrast of every pair that is seen, light and dark, from the colours as the browser has them. */
export function ContrastTable({ reason }: { readonly reason: unknown }) {
  const probes = useRef<HTMLDivElement>(null);
  const ratios = useMeasured(probes, ratiosIn, reason);
  const failing =
    ratios?.flat().filter((ratio, index) => ratio < (pairs[index % pairs.length]?.least ?? 0)).length ?? 0;
  return (
    <section className="designer-card" aria-labelledby="designer-contrast">
      <h2 id="designer-contrast">
        Contrast <Verdict holds={failing === 0} good="All pairs hold" bad={`${failing} too low`} />
      </h2>
      <SchemeProbes probes={probes}>
        {pairs.map(({ name, front, back }) => (
          <i key={name} style={{ color: `var(${front})`, backgroundColor: `var(${back})` }} />
        ))}
      </SchemeProbes>
      <table>
        <thead>
          <tr>
            <th scope="col">Pair</th>
            <th scope="col">Light</th>
            <th scope="col">Dark</th>
            <th scope="col">Least</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ name, least }, index) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {schemes.map((scheme, column) => (
                <td key={scheme}>
                  <Ratio value={ratios?.[column]?.[index]} least={least} />
                </td>
              ))}
              <td>{least}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A ratio, and in a word whether it is enough. */
function Ratio({ value, least }: { readonly value: number | undefined; readonly least: number }) {
  if (value === undefined) return <>–</>;
  return (
    <span data-holds={value >= least}>
      {value.toFixed(2)}
      {value < least && <b> low</b>}
    </span>
  );
}

/** Whether something holds, said in a word and a colour. */
export function Verdict({
  holds,
  good,
  bad,
}: {
  readonly holds: boolean;
  readonly good: string;
  readonly bad: string;
}) {
  return (
    <span className="designer-verdict" data-holds={holds}>
      {holds ? good : bad}
    </span>
  );
}

function ratiosIn(probes: HTMLElement): number[][] {
  return [...probes.children].map((scheme) => [...scheme.children].map(textContrastOf));
}
