import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

import type { Load, Shot } from "./requests.ts";

/** Latencies in milliseconds, counted from the moment each request was due. */
export interface Latencies {
  readonly sent: number;
  readonly p50: number;
  readonly p99: number;
  readonly wrong: number;
}

const longestMs = 30_000;

/** Sends at fixed arrivals, whether or not earlier requests were answered. */
export async function runOpenLoop(load: Load, perSecond: number, seconds: number): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const took: number[] = [];
  let wrong = 0;
  const running = new Set<Promise<void>>();
  const start = performance.now();
  const count = Math.max(1, Math.floor(perSecond * seconds));
  for (let index = 0; index < count; index += 1) {
    const due = start + (index * 1000) / perSecond;
    const early = due - performance.now();
    // Timers of a millisecond: several requests may leave at once, and each still counts from its own moment.
    if (early > 1) await pause(early);
    const one = send(load, agent)
      .then((status) => {
        took.push(performance.now() - due);
        if (status !== load.expected) wrong += 1;
      })
      .finally(() => running.delete(one));
    running.add(one);
  }
  await Promise.all(running);
  agent.destroy();
  const sorted = took.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { sent: count, p50: at(0.5), p99: at(0.99), wrong };
}

function send(load: Load, agent: Agent): Promise<number> {
  const { method, path, headers, body }: Shot = load.next();
  const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
  return new Promise((resolve) => {
    const outgoing = request(new URL(path, load.origin), {
      method,
      agent,
      timeout: longestMs,
      headers: { ...headers, ...length },
    });
    outgoing.on("response", (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
      answer.on("error", () => resolve(0));
    });
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.on("error", () => resolve(0));
    outgoing.end(body);
  });
}
