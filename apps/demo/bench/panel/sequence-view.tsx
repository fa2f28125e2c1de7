import { useEffect, useRef, useState } from "react";

import { type Arrow, lanes } from "../arrow.ts";

/** The diagram of everything so far, as a list; each line opens to its body. */
export function Sequence({ arrows }: { readonly arrows: readonly Arrow[] }) {
  const flow = useRef<HTMLElement>(null);
  const count = arrows.length;
  useEffect(() => {
    const { current } = flow;
    if (current !== null && count > 0) current.scrollTop = current.scrollHeight;
  }, [count]);
  return (
    <section ref={flow} className="flow" aria-label="Sequence">
      <ul className="lanes" aria-label="Who takes part">
        {lanes.map((lane) => (
          <li key={lane}>{lane}</li>
        ))}
      </ul>
      {count === 0 ? (
        <p className="empty">No call yet. Go through a flow; every call appears here.</p>
      ) : (
        <ol className="lines">
          {arrows.map((arrow) => (
            <li key={arrow.key}>
              <Line arrow={arrow} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ arrow }: { readonly arrow: Arrow }) {
  const [isOpen, setIsOpen] = useState(false);
  const { kind, from, to, label, status, ms, body, fault } = arrow;
  return (
    <>
      <button
        type="button"
        className="row"
        data-kind={kind}
        data-tone={kind === "answer" ? toneOf(status) : undefined}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className="hidden">{from === to ? `${from}: ` : `${from} to ${to}: `}</span>
        <span className="label">
          {status !== null && <strong>{status} </strong>}
          {label}
          {ms !== null && <span className="ms"> {ms} ms</span>}
          {fault !== null && (
            <>
              {" "}
              <span className="fault">{fault}</span>
            </>
          )}
        </span>
        {from !== to && <Way arrow={arrow} />}
      </button>
      {isOpen && <pre>{body === null ? "No body." : JSON.stringify(body, undefined, 2)}</pre>}
    </>
  );
}

function Way({ arrow: { kind, from, to } }: { readonly arrow: Arrow }) {
  const [start, end] = [lanes.indexOf(from), lanes.indexOf(to)];
  const left = (Math.min(start, end) + 0.5) * 25;
  return (
    <span className="way" aria-hidden="true">
      <i
        data-way={start < end ? "on" : "back"}
        data-kind={kind}
        style={{ insetInlineStart: `${left}%`, inlineSize: `${Math.abs(end - start) * 25}%` }}
      />
    </span>
  );
}

function toneOf(status: number | null): "good" | "bad" {
  return status !== null && status < 400 ? "good" : "bad";
}
