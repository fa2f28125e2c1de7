import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database } from "../db/connect.ts";
import { describeFailure } from "../db/failure.ts";
import { createCheckpointService } from "./checkpoint.ts";
import { expireGrants } from "./expiry.ts";

/** What the ledger needs from time to time: expiries written down, and checkpoints. */
export interface LedgerUpkeep {
  start(): void;
  /** Waits for a round that runs, then signs a last checkpoint. */
  stop(): Promise<void>;
}

/** What a round could not do: checkpoints that were refused, by number of workspaces, or a failure. */
export type UpkeepTrouble = { readonly refused: number } | { readonly failure: unknown };

/** How the upkeep runs. */
export interface UpkeepContext {
  readonly database: Database;
  readonly keys: InstanceKeys;
  /** Milliseconds between two rounds; 0 for none at all, the last checkpoint included. */
  readonly everyMs: number;
  readonly onTrouble: (trouble: UpkeepTrouble) => void;
}

/** The trouble in a sentence for the operator. */
export function describeTrouble(trouble: UpkeepTrouble): string {
  return "refused" in trouble
    ? `No checkpoint was signed for ${trouble.refused} workspaces: their chains contradict the last one. Run "verify".`
    : `The upkeep of the ledger failed and is tried again: ${describeFailure(trouble.failure)}`;
}

/** Upkeep over a database; several processes may run it at once. */
export function createLedgerUpkeep({ database, keys, everyMs, onTrouble }: UpkeepContext): LedgerUpkeep {
  const checkpoints = createCheckpointService(database, keys);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  async function round(): Promise<void> {
    try {
      await expireGrants(database, keys);
      const refused = await checkpoints.checkpointAll();
      if (refused > 0) onTrouble({ refused });
    } catch (failure) {
      // What was left undone is done by the next round.
      onTrouble({ failure });
    }
  }

  function run(): Promise<void> {
    running ??= round().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    start() {
      if (everyMs === 0) return;
      timer = setInterval(() => void run(), everyMs);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      if (everyMs === 0) return;
      await running;
      await run();
    },
  };
}
