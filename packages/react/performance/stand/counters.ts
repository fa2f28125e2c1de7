import type { Browser, CDPSession, Page } from "playwright";

/** How often functions of the page were called during something, by name; nameless ones under `""`. */
export type Calls = ReadonlyMap<string, number>;

/** Counts V8's calls of the page's own functions, to the single call. Counting slows the page, so nothing is timed. */
export async function countCalls(page: Page, during: () => Promise<void>): Promise<Calls> {
  const devTools = await page.context().newCDPSession(page);
  try {
    await devTools.send("Profiler.enable");
    await devTools.send("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    await during();
    const { result } = await devTools.send("Profiler.takePreciseCoverage");
    const calls = new Map<string, number>();
    const own = result.filter(({ url }) => url.startsWith("http"));
    for (const { functionName, ranges } of own.flatMap(({ functions }) => functions)) {
      calls.set(functionName, (calls.get(functionName) ?? 0) + (ranges[0]?.count ?? 0));
    }
    return calls;
  } finally {
    await devTools.detach();
  }
}

/** All calls of all functions. */
export function total(calls: Calls): number {
  return [...calls.values()].reduce((sum, count) => sum + count, 0);
}

interface TraceEvent {
  readonly name: string;
  readonly args?: { readonly beginData?: { readonly stackTrace?: readonly { readonly url: string }[] } };
}

/** How many layouts the page's own scripts forced during something, rather than leaving them to the frame. */
export async function countForcedLayouts(browser: Browser, page: Page, during: () => Promise<void>): Promise<number> {
  const categories = ["devtools.timeline", "disabled-by-default-devtools.timeline.stack"];
  await browser.startTracing(page, { categories });
  await during();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly TraceEvent[] };
  const layouts = trace.traceEvents.filter(({ name }) => name === "Layout" || name === "UpdateLayoutTree");
  // The tools of the test ask for layouts too, from scripts that have no address.
  const forcers = layouts.map(({ args }) => args?.beginData?.stackTrace?.[0]);
  return forcers.filter((forcer) => forcer?.url.startsWith("http")).length;
}

/** What the main thread spent so far on tasks, in milliseconds of its own time and none of other processes'. */
export async function taskTime(devTools: CDPSession): Promise<number> {
  const { metrics } = await devTools.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
}

/** DevTools with the page's thread as their clock. */
export async function onThreadTime(page: Page): Promise<CDPSession> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Performance.enable", { timeDomain: "threadTicks" });
  return devTools;
}
