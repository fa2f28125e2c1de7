import { isConsentError } from "@notice-consent/contract";
import type { ConsentServer } from "@notice-consent/server";

const everyMs = 5_000;

interface Work {
  registrations: number;
  taking: Promise<void> | undefined;
  timer: NodeJS.Timeout | undefined;
}

// Hot reloads evaluate this file anew, and bundles may hold it twice.
const slot: { [key: symbol]: Work | undefined } = globalThis;
const work: Work = (slot[Symbol.for("notice-consent/demo/unfinished")] ??= {
  registrations: 0,
  taking: undefined,
  timer: undefined,
});

/** Runs a registration while nothing takes up an earlier attempt of it, whose details may be older. */
export async function registering<Outcome>(run: () => Promise<Outcome>): Promise<Outcome> {
  work.registrations += 1;
  try {
    await work.taking;
    return await run();
  } finally {
    work.registrations -= 1;
  }
}

/** Finishes in the consent service what broke half-way, every few seconds for as long as this server runs. */
export function keepTakingUp(consent: Pick<ConsentServer, "registrations" | "pendingLinks">): void {
  work.timer ??= setInterval(() => {
    // One at a time: behind a service that does not answer, the others would only queue.
    if (work.registrations > 0 || work.taking !== undefined) return;
    work.taking = takeUp(consent).finally(() => {
      work.taking = undefined;
    });
  }, everyMs).unref();
}

async function takeUp({ registrations, pendingLinks }: Parameters<typeof keepTakingUp>[0]): Promise<void> {
  try {
    await registrations.resume();
    await pendingLinks.retry();
  } catch (error) {
    console.error(`unfinished registrations: ${isConsentError(error) ? error.code : "not readable"}`);
  }
}
