import { join } from "node:path";
import { inject } from "vitest";

import { type BackendProcess, startBackendProcess } from "./backend-process.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { openTime, type Time } from "./time.ts";

/** The whole system of one test file: demo, way to the service, backend, and the backend's own tables. */
export interface Stack {
  readonly demoUrl: string;
  readonly proxy: FaultProxy;
  readonly ledger: Ledger;
  readonly time: Time;
  /** Ends the backend as a crash does. */
  killBackend(): Promise<void>;
  /** Starts the backend again, on the data it had. */
  restartBackend(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts the proxy and a backend behind the demo that the global set-up runs. */
export async function startStack(): Promise<Stack> {
  const { demoUrl, servicePort, databaseUrl, folder } = inject("provided");
  const data = { databaseUrl, folder: join(folder, "backend") };
  const proxy = await startFaultProxy(servicePort);
  let backend: BackendProcess | undefined;

  const start = async () => {
    backend ??= await startBackendProcess(data);
    proxy.target = backend.port;
  };
  const end = async (how: "stop" | "kill") => {
    proxy.target = undefined;
    await backend?.[how]();
    backend = undefined;
  };

  await start();
  return {
    demoUrl,
    proxy,
    time: openTime(servicePort),
    ledger: openLedger(data, async (read) => {
      const wasRunning = backend !== undefined;
      await end("stop");
      try {
        return await read();
      } finally {
        if (wasRunning) await start();
      }
    }),
    killBackend: () => end("kill"),
    restartBackend: start,
    stop: async () => {
      await end("stop");
      await proxy.close();
    },
  };
}
