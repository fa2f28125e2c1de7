import { useState } from "react";

import type { WaitingFault } from "../state.ts";
import type { Bench } from "./use-bench.ts";

const calls = [
  ["", "any call"],
  ["tokens.generate", "generate tokens"],
  ["tokens.refresh", "refresh tokens"],
  ["notices.read", "read the notice"],
  ["consent.submit", "submit consent"],
  ["users.create", "create a user"],
  ["users.link", "link users"],
] as const;

const faults = [
  ["Latency 3 s", { kind: "latency", ms: 3000 }],
  ["401", { kind: "answer", status: 401 }],
  ["409", { kind: "answer", status: 409 }],
  ["429", { kind: "answer", status: 429, retry_after_seconds: 2 }],
  ["500", { kind: "answer", status: 500 }],
  ["Dropped before", { kind: "refused" }],
  ["Answer lost", { kind: "lost-answer" }],
] as const;

const moves = [
  ["Expire access tokens", "expire-access-tokens"],
  ["Expire consent", "expire-consent"],
  ["Publish a new version", "publish-version"],
] as const;

interface ControlsProps extends Pick<Bench, "said" | "run"> {
  readonly faults: readonly WaitingFault[];
}

/** Switches for what goes wrong next, and for what time would bring. */
export function Controls({ faults: waiting, said, run }: ControlsProps) {
  const [endpoint, setEndpoint] = useState("");
  const [times, setTimes] = useState(1);
  // Folded where the panel is a low drawer.
  const [isRoomy] = useState(() => matchMedia("(width >= 64rem)").matches);
  const isOffline = waiting.some(({ kind }) => kind === "offline");
  const arm = (fault: object) => run({ do: "arm", fault: { ...fault, times, ...(endpoint !== "" && { endpoint }) } });
  return (
    <details className="controls" open={isRoomy}>
      <summary>Faults and time</summary>
      <fieldset className="group">
        <legend>At the consent service, on the next call</legend>
        <select aria-label="Which call" value={endpoint} onChange={(event) => setEndpoint(event.target.value)}>
          {calls.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <select aria-label="How often" value={times} onChange={(event) => setTimes(Number(event.target.value))}>
          {[1, 2, 5, 20].map((count) => (
            <option key={count} value={count}>
              {count === 1 ? "once" : `${count} times`}
            </option>
          ))}
        </select>
        {faults.map(([name, fault]) => (
          <button key={name} type="button" onClick={() => void arm(fault)}>
            {name}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={isOffline}
          onClick={() => void run(isOffline ? { do: "lift" } : { do: "arm", fault: { kind: "offline" } })}
        >
          Offline
        </button>
      </fieldset>
      {waiting.length > 0 && (
        <div className="group">
          <span>Waiting: {waiting.map(describe).join("; ")}</span>
          <button type="button" onClick={() => void run({ do: "lift" })}>
            Lift all faults
          </button>
        </div>
      )}
      <fieldset className="group">
        <legend>Time, for the current person</legend>
        {moves.map(([name, move]) => (
          <button key={move} type="button" onClick={() => void run({ do: "move-time", move })}>
            {name}
          </button>
        ))}
      </fieldset>
      <output className="said">{said}</output>
    </details>
  );
}

function describe({ kind, status, endpoint, left }: WaitingFault): string {
  const what = kind === "answer" ? String(status) : kind;
  return [what, endpoint && `on ${endpoint}`, left !== undefined && left > 1 && `× ${left}`].filter(Boolean).join(" ");
}
