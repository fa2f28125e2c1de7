import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database } from "../db/connect.ts";
import { createCheckpointService } from "./checkpoint.ts";
import { expireGrants } from "./expiry.ts";

/** What the ledger needs from time to time: expiries written down, and checkpoints. */
export interface LedgerUpkeep {
  start(): void;
  /** Waits for a round that runs, then signs a last checkpoint. */
  stop(): Promise<void>;
}

/** How the upkeep runs. */
export interface UpkeepContext {
  readonly database: Database;
  readonly keys: InstanceKeys;
  /** Milliseconds between two rounds; 0 for none at all, the last checkpoint included. */
  readonly everyMs: number;
  /** Told what went wrong: the number of workspaces whose checkpoint was refused, or a failure. */
  readonly onTrouble: (trouble: { readonly refused: number } | { readonly failure: unknown }) => void;
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
