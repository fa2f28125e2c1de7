import { createServer, request, type Server } from "node:http";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Fault } from "./fault.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";

const body = "answer ".repeat(100);
let service: Server;
let proxy: FaultProxy;
let served: number;
beforeEach(async () => {
  served = 0;
  service = createServer((incoming, outgoing) => {
    incoming.resume();
    incoming.on("end", () => {
      served += 1;
      outgoing.end(body);
    });
  });
  service.listen(0, "127.0.0.1");
  await once(service, "listening");
  const address = service.address();
  proxy = await startFaultProxy({ targetPort: typeof address === "object" && address !== null ? address.port : 0 });
});
afterEach(async () => {
  await proxy.close();
  service.closeAllConnections();
  service.close();
});

/** One request, and what a client makes of it: the body, or what broke. */
function begin(): { readonly result: Promise<string>; readonly giveUp: () => void } {
  const outgoing = request({ host: "127.0.0.1", port: proxy.port, method: "POST", agent: false });
  const result = new Promise<string>((resolve) => {
    outgoing.on("response", (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
      answer.on("end", () => resolve(text));
      answer.on("error", () => resolve("broken"));
    });
    outgoing.on("error", () => resolve("broken"));
  });
  outgoing.end("request");
  return { result, giveUp: () => outgoing.destroy() };
}

const call = () => begin().result;

/** Waits for the request to arrive, and gives an answer some time to come: it has to be silence. */
async function callInVain(): Promise<void> {
  const { result, giveUp } = begin();
  await expect.poll(() => served, { timeout: 20_000 }).toBe(1);
  const silence = new Promise((resolve) => setTimeout(() => resolve("silence"), 200));
  expect(await Promise.race([result, silence])).toBe("silence");
  giveUp();
  await result;
}

describe("the fault proxy", { timeout: 60_000 }, () => {
  it.each<[Fault, string, number]>([
    [{ kind: "pass" }, body, 1],
    [{ kind: "delay", ms: 20 }, body, 1],
    [{ kind: "jitter", ms: 20 }, body, 1],
    [{ kind: "rate", bytesPerSecond: 100_000 }, body, 1],
    [{ kind: "cut-mid-body", afterBytes: 300 }, "broken", 1],
    [{ kind: "reset-before-answer" }, "broken", 0],
    [{ kind: "lost-answer" }, "broken", 1],
    [{ kind: "duplicate-request" }, body, 2],
    [{ kind: "half-close", afterBytes: 300 }, "broken", 1],
    [{ kind: "garbage" }, "broken", 0],
    [{ kind: "refuse" }, "broken", 0],
  ])("does to a request what %j says", async (fault, seen, arrived) => {
    proxy.queue(fault);
    expect(await call()).toBe(seen);
    await expect.poll(() => served, { timeout: 20_000 }).toBe(arrived);
    // One fault strikes one connection.
    expect(await call()).toBe(body);
  });

  it.each<Fault>([{ kind: "stall-before-headers" }, { kind: "stall-mid-body", afterBytes: 300 }])(
    "lets an answer stop without a word as %j says",
    async (fault) => {
      proxy.queue(fault);
      await callInVain();
      expect(await call()).toBe(body);
    },
  );

  it("picks the same faults for the same seed, and logs them", async () => {
    const run = async () => {
      const seeded = await startFaultProxy({ targetPort: 9, seed: 7 });
      seeded.schedule({ share: 0.5, kinds: ["refuse", "reset-before-answer", "garbage"] });
      const real = proxy;
      proxy = seeded;
      for (let count = 0; count < 12; count += 1) await call();
      proxy = real;
      await seeded.close();
      return seeded.log.map(({ number, fault }) => [number, fault]);
    };
    const first = await run();
    expect(await run()).toEqual(first);
    expect(new Set(first.map(([, fault]) => (fault as Fault).kind)).size).toBeGreaterThan(2);
  });
});
