import { useEffect, useRef, useState } from "react";

import type { BenchState } from "../state.ts";
import { Controls } from "./controls.tsx";
import { Ledger } from "./ledger.tsx";
import { Sequence } from "./sequence-view.tsx";
import { openKey, useBench } from "./use-bench.ts";

/** The bench: folded to a tab at the edge, or the panel. Where it stands survives a page, not the browser tab. */
export function Panel({ onResize }: { readonly onResize: (isOpen: boolean) => void }) {
  const [isOpen, setIsOpen] = useState(() => sessionStorage.getItem(openKey) === "true");

  useEffect(() => {
    sessionStorage.setItem(openKey, String(isOpen));
    const place = () => onResize(isOpen);
    place();
    window.addEventListener("resize", place);
    return () => window.removeEventListener("resize", place);
  }, [isOpen, onResize]);

  const turned = useRef(false);
  const turn = () => {
    turned.current = true;
    setIsOpen(!isOpen);
  };
  // The one button takes the place of the other, and the focus.
  const focus = (button: HTMLButtonElement | null) => {
    if (!turned.current || button === null) return;
    turned.current = false;
    button.focus();
  };

  if (isOpen) return <OpenPanel onFold={turn} toggle={focus} />;
  return (
    <main style={{ blockSize: "100%" }}>
      <h1 className="hidden">QA bench</h1>
      <button ref={focus} type="button" className="tab" data-toggle aria-expanded={false} title="Alt+B" onClick={turn}>
        Bench
      </button>
    </main>
  );
}

interface OpenPanelProps {
  readonly onFold: () => void;
  readonly toggle: (button: HTMLButtonElement | null) => void;
}

function OpenPanel({ onFold, toggle }: OpenPanelProps) {
  const { view, said, run } = useBench();
  const state = view.status === "shown" ? view.state : undefined;
  return (
    <main className="panel" data-status={view.status}>
      <div className="bar">
        <h1>QA bench</h1>
        <button type="button" onClick={() => void run({ do: "clear" })}>
          Clear
        </button>
        <button type="button" onClick={() => void run({ do: "start-over" })}>
          Start over
        </button>
        <button ref={toggle} type="button" data-toggle aria-expanded title="Alt+B" onClick={onFold}>
          Fold
        </button>
        <p className="who">{describe(state?.person)}</p>
      </div>
      <Controls faults={state?.faults ?? []} said={said} run={run} />
      {view.status === "failed" ? (
        <p className="empty" role="alert">
          The bench has no answer: {view.message}
        </p>
      ) : (
        <Sequence arrows={state?.sequence ?? []} />
      )}
      <Ledger ledger={state?.ledger} />
    </main>
  );
}

const roles = { visitor: "Visitor", "signed-in": "Signed in as", patient: "Patient" } as const;

function describe(person: BenchState["person"]): string {
  return person === undefined ? "Nobody yet" : `${roles[person.role]} ${person.id}`;
}
