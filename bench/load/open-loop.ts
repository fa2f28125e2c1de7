import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

import type { Load, Shot } from "./requests.ts";

/** What became of the requests of one run. */
export interface Arrivals {
  readonly sent: number;
  readonly right: number;
  /** Turned away with 429 or 503. */
  readonly shed: number;
  /** Answered otherwise, or not at all. */
  readonly wrong: number;
  /** How many of each status; 0 is no answer. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Milliseconds from the moment each request was due to its answer, of those that were not turned away. */
  readonly p50: number;
  readonly p99: number;
  /** Right answers a second until the last arrival. */
  readonly goodput: number;
  /** When the last request was sent, on the clock of `performance.now()`. */
  readonly lastAt: number;
}

const longestMs = 30_000;

/** Sends at fixed arrivals, whether or not earlier requests were answered, on as many connections as it takes. */
export async function runOpenLoop(
  load: Load,
  perSecond: number,
  seconds: number,
  connections = 256,
): Promise<Arrivals> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const took: number[] = [];
  const statuses: Record<number, number> = {};
  let right = 0;
  const running = new Set<Promise<void>>();
  const count = Math.max(1, Math.floor(perSecond * seconds));
  const start = performance.now();
  for (let index = 0; index < count; index += 1) {
    const due = start + (index * 1000) / perSecond;
    const early = due - performance.now();
    // Timers of a millisecond: several requests may leave at once, and each still counts from its own moment.
    if (early > 1) await pause(early);
    const shot = load.next();
    const one = send(load.origin, shot, agent)
      .then(({ status, text }) => {
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (!isShed(status)) took.push(performance.now() - due);
        if (status !== (shot.expected ?? load.expected)) return;
        right += 1;
        shot.answered?.(text);
      })
      .finally(() => running.delete(one));
    running.add(one);
  }
  const lastAt = performance.now();
  const goodput = (right * 1000) / (lastAt - start);
  await Promise.all(running);
  agent.destroy();
  const shed = Object.entries(statuses).reduce((sum, [status, n]) => sum + (isShed(Number(status)) ? n : 0), 0);
  const sorted = took.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  const wrong = count - right - shed;
  return { sent: count, right, shed, wrong, statuses, p50: at(0.5), p99: at(0.99), goodput, lastAt };
}

/** Sends one request; status 0 where no answer came. */
export function send(origin: string, shot: Shot, agent?: Agent): Promise<{ status: number; text: string }> {
  const { method, path, headers, body } = shot;
  const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
  return new Promise((resolve) => {
    const lost = () => resolve({ status: 0, text: "" });
    const outgoing = request(new URL(path, origin), {
      method,
      agent,
      timeout: longestMs,
      headers: { ...headers, ...length },
    });
    outgoing.on("response", (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }));
      answer.on("error", lost);
    });
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.on("error", lost);
    outgoing.end(body);
  });
}

function isShed(status: number): boolean {
  return status === 429 || status === 503;
}
