import { useCallback, useEffect, useState } from "react";

import type { BenchCommand } from "../command.ts";
import { isObject } from "../json.ts";
import type { BenchState } from "../state.ts";

/** What the panel knows. */
export type BenchView =
  | { readonly status: "loading" }
  | { readonly status: "shown"; readonly state: BenchState }
  | { readonly status: "failed"; readonly message: string };

/** The bench as the panel uses it. */
export interface Bench {
  readonly view: BenchView;
  /** What came of the last command, in a sentence. */
  readonly said: string;
  readonly run: (command: BenchCommand) => Promise<void>;
}

const everyMs = 1000;

/** Where the browser tab keeps that the panel is open. */
export const openKey = "bench-open";

/** Asks the bench what is new while somebody looks, and tells it what to do. */
export function useBench(): Bench {
  const [view, setView] = useState<BenchView>({ status: "loading" });
  const [said, setSaid] = useState("");

  const read = useCallback(async (signal?: AbortSignal) => {
    try {
      setView({ status: "shown", state: await readState(signal) });
    } catch (error) {
      if (signal?.aborted !== true) setView({ status: "failed", message: messageOf(error) });
    }
  }, []);

  useEffect(() => {
    const end = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const turn = async () => {
      if (document.visibilityState === "visible") await read(end.signal);
      if (!end.signal.aborted) timer = setTimeout(() => void turn(), everyMs);
    };
    void turn();
    return () => {
      end.abort();
      clearTimeout(timer);
    };
  }, [read]);

  const run = useCallback(
    async (command: BenchCommand) => {
      try {
        const response = await fetch("/bench", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(command),
        });
        const answer: unknown = await response.json();
        setSaid(isObject(answer) && typeof answer["message"] === "string" ? answer["message"] : "");
        if (command.do === "start-over" && response.ok) {
          // The answer has emptied the page's storage, where the panel keeps that it is open.
          sessionStorage.setItem(openKey, "true");
          location.assign("/");
        } else await read();
      } catch (error) {
        setSaid(messageOf(error));
      }
    },
    [read],
  );

  return { view, said, run };
}

async function readState(signal: AbortSignal | undefined): Promise<BenchState> {
  const response = await fetch("/bench", { cache: "no-store", ...(signal && { signal }) });
  const answer: unknown = await response.json();
  if (response.ok && isState(answer)) return answer;
  throw new Error(isObject(answer) && typeof answer["message"] === "string" ? answer["message"] : "No answer to read.");
}

// The server half of the same bench wrote it.
function isState(answer: unknown): answer is BenchState {
  return isObject(answer) && Array.isArray(answer["sequence"]) && Array.isArray(answer["faults"]);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "The bench failed.";
}
