import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

import type { Fault } from "./fault.ts";

/** One connection and what is to happen to it. */
export interface Passage {
  readonly client: Socket;
  readonly fault: Fault;
  readonly random: () => number;
  /** Opens a connection to the service. */
  readonly connect: () => Socket;
}

/** Carries bytes both ways, except where the fault says otherwise. */
export function passOn({ client, fault, random, connect }: Passage): void {
  const { kind, afterBytes = 0, ms = 100, bytesPerSecond = 1000 } = fault;
  switch (kind) {
    case "refuse":
    case "reset-before-answer":
      client.once("data", () => client.resetAndDestroy());
      return;
    case "garbage":
      client.once("data", () => client.end("\u0000\u0001 not what was asked for \u00ff\r\n\r\n"));
      return;
    case "duplicate-request": {
      const twin = connect();
      twin.resume();
      client.on("data", (chunk) => twin.write(chunk));
      client.on("close", () => twin.end());
      join(client, connect());
      return;
    }
    case "pass":
      join(client, connect());
      return;
    case "delay":
      join(client, connect(), () => pause(ms));
      return;
    case "jitter":
      join(client, connect(), () => pause(random() * ms));
      return;
    case "rate":
      join(client, connect(), (chunk) => pause((chunk.length * 1000) / bytesPerSecond));
      return;
    case "stall-before-headers":
      cutAnswer(client, connect(), 0, () => undefined);
      return;
    case "stall-mid-body":
      cutAnswer(client, connect(), afterBytes, () => undefined);
      return;
    case "cut-mid-body":
      cutAnswer(client, connect(), afterBytes, () => client.destroy());
      return;
    case "lost-answer":
      cutAnswer(client, connect(), 0, () => client.resetAndDestroy());
      return;
    case "half-close":
      cutAnswer(client, connect(), afterBytes, () => client.end());
      return;
    default:
      kind satisfies never;
  }
}

function join(client: Socket, service: Socket, wait?: (chunk: Buffer) => Promise<unknown>): void {
  void carry(client, service, wait);
  void carry(service, client, wait);
}

async function carry(from: Socket, to: Socket, wait?: (chunk: Buffer) => Promise<unknown>): Promise<void> {
  try {
    const pieces: AsyncIterable<Buffer> = from;
    for await (const chunk of pieces) {
      await wait?.(chunk);
      if (to.destroyed) break;
      to.write(chunk);
    }
    to.end();
  } catch {
    to.destroy();
  }
}

/** Delivers the request whole; of the answer only the first bytes. */
function cutAnswer(client: Socket, service: Socket, afterBytes: number, strike: () => void): void {
  void carry(client, service);
  let left = afterBytes;
  let struck = false;
  service.on("data", (chunk) => {
    if (struck) return;
    client.write(chunk.subarray(0, left));
    if (chunk.length > left || left === 0) {
      struck = true;
      strike();
    }
    left -= Math.min(left, chunk.length);
  });
  service.on("close", () => {
    if (!struck) client.end();
  });
}
