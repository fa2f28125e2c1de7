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

/** What a client makes of one request: the body, or what broke. */
function call(waitMs = 300): Promise<string> {
  return new Promise((resolve) => {
    const outgoing = request({ host: "127.0.0.1", port: proxy.port, method: "POST", agent: false }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
      answer.on("end", () => resolve(text));
      answer.on("error", () => resolve("broken"));
    });
    outgoing.on("error", () => resolve("broken"));
    outgoing.setTimeout(waitMs, () => {
      outgoing.destroy();
      resolve("nothing");
    });
    outgoing.end("request");
  });
}

describe("the fault proxy", () => {
  it.each<[Fault, string, number]>([
    [{ kind: "pass" }, body, 1],
    [{ kind: "delay", ms: 20 }, body, 1],
    [{ kind: "jitter", ms: 20 }, body, 1],
    [{ kind: "rate", bytesPerSecond: 100_000 }, body, 1],
    [{ kind: "stall-before-headers" }, "nothing", 1],
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
    await expect.poll(() => served).toBe(arrived);
    // One fault strikes one connection.
    expect(await call()).toBe(body);
  });

  it("lets a body stop in the middle without a word", async () => {
    proxy.queue({ kind: "stall-mid-body", afterBytes: 300 });
    expect(await call()).toBe("nothing");
    expect(served).toBe(1);
  });

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
