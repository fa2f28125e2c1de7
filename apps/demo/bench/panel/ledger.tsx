import type { LedgerChain, LedgerEvent, LedgerView } from "../state.ts";

/** What the ledger has on the current person, event by event, each tied to the one before it. */
export function Ledger({ ledger }: { readonly ledger: LedgerView | undefined }) {
  return (
    <details className="ledger">
      <summary>
        Ledger: <Verdict chains={ledger?.chains ?? []} />
      </summary>
      {ledger !== undefined && (
        <>
          {ledger.chains.map((chain) => (
            <Chain key={chain.uuid} chain={chain} />
          ))}
          <p className="grants">Grants: {ledger.grants.length === 0 ? "none" : ledger.grants.join(", ")}</p>
        </>
      )}
    </details>
  );
}

function Verdict({ chains }: { readonly chains: readonly LedgerChain[] }) {
  if (chains.length === 0) return "nothing recorded";
  const broken = chains.find(({ isIntact }) => !isIntact);
  const count = chains.reduce((sum, { events }) => sum + events.length, 0);
  return (
    <span className="chain" data-intact={broken === undefined}>
      {broken === undefined ? `${count} ${count === 1 ? "event" : "events"}, hash chain intact` : broken.verdict}
    </span>
  );
}

function Chain({ chain: { identity, isIntact, verdict, events } }: { readonly chain: LedgerChain }) {
  return (
    <>
      <p className="grants">
        {identity}:{" "}
        <span className="chain" data-intact={isIntact}>
          {verdict}
        </span>
      </p>
      <ol className="events">
        {events.map((event) => (
          <li key={event.hash}>
            <Event event={event} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Event({ event }: { readonly event: LedgerEvent }) {
  const { position, kind, recordedAt, hash, previousHash, payload } = event;
  return (
    <details>
      <summary>
        {position} {kind} <time dateTime={recordedAt}>{recordedAt.slice(0, 23).replace("T", " ")}</time>
        <span className="hash">
          {" "}
          {previousHash === "" ? "start" : previousHash.slice(0, 8)} → {hash.slice(0, 8)}
        </span>
      </summary>
      <p className="hash">before {previousHash === "" ? "none" : previousHash}</p>
      <p className="hash">SHA-256 {hash}</p>
      <pre>{JSON.stringify(payload, undefined, 2)}</pre>
    </details>
  );
}
