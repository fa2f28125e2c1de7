import { onTestFinished } from "vitest";
import { type BackendProcess, startProcess } from "../backend-process.test-data.ts";

/** Where the service answers now, and with which key tokens are made. */
export interface Reach {
  readonly url: string;
  readonly apiKey: string;
}

/** A backend in a process of its own that is started again whenever it has ended. */
export interface Service {
  /** Waits while it is being started. */
  readonly reach: () => Promise<Reach>;
  process(): BackendProcess;
  hasSurvived(): boolean;
  /** Starts it again, on another free port; returns after how many milliseconds it was ready. */
  restart(): Promise<number>;
  stop(): Promise<void>;
}

/** What every service under fire runs with: no rate limit in the way, and the longest time in which a lost answer to a refresh may be asked for again. */
const environment = { CONSENT_RATE_LIMIT_FACTOR: "1000", CONSENT_REFRESH_GRACE_SECONDS: "60" };

/** Starts a backend with further arguments and settings; it ends with the test at the latest. */
export async function startService(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Service> {
  const start = () => startProcess([...args, "--port", "0"], { ...environment, ...settings });
  let current = await start();
  let starting: Promise<BackendProcess> | undefined;
  const service: Service = {
    async reach() {
      const { ready } = (await starting) ?? current;
      return { url: String(ready["url"]), apiKey: String(ready["cms_api_key"]) };
    },
    process: () => current,
    hasSurvived: () => current.child.exitCode === null && current.child.signalCode === null,
    async restart() {
      const begun = performance.now();
      starting = start();
      current = await starting;
      starting = undefined;
      return performance.now() - begun;
    },
    async stop() {
      await starting?.catch(() => undefined);
      await current.kill();
    },
  };
  onTestFinished(() => service.stop());
  return service;
}
