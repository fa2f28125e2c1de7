import { useEffect, useState } from "react";

import { Controls } from "./controls.tsx";
import { Ledger } from "./ledger.tsx";
import { Sequence } from "./sequence-view.tsx";
import { useBench } from "./use-bench.ts";

const openKey = "bench-open";

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

  if (isOpen) return <OpenPanel onFold={() => setIsOpen(false)} />;
  return (
    <main style={{ blockSize: "100%" }}>
      <h1 className="hidden">QA bench</h1>
      <button
        type="button"
        className="tab"
        data-toggle
        aria-expanded={false}
        title="Alt+B"
        onClick={() => setIsOpen(true)}
      >
        Bench
      </button>
    </main>
  );
}

function OpenPanel({ onFold }: { readonly onFold: () => void }) {
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
        <button type="button" data-toggle aria-expanded title="Alt+B" onClick={onFold}>
          Fold
        </button>
        <p className="who">{describe(state?.person, state?.isSignedIn)}</p>
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

function describe(person: string | undefined, isSignedIn: boolean | undefined): string {
  if (person === undefined) return "Nobody yet";
  return `${isSignedIn === true ? "Signed in as" : "Visitor"} ${person}`;
}
