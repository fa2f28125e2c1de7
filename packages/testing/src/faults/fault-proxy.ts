import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

import { faultKinds, type Fault, type FaultKind } from "./fault.ts";
import { passOn } from "./pass-on.ts";
import { seededRandom } from "./seeded-random.ts";

/** What happened to one connection. */
export interface ProxiedConnection {
  /** Counted from 1. */
  readonly number: number;
  readonly fault: Fault;
  /** Milliseconds since the proxy started. */
  readonly at: number;
}

/** Where a proxy leads, and how it picks its faults. */
export interface FaultProxyOptions {
  /** A port of 127.0.0.1. */
  readonly targetPort: number;
  /** The same seed gives the same faults in the same order of connections. */
  readonly seed?: number;
}

/** Faults that strike at random. */
export interface FaultSchedule {
  /** Share of connections that are struck, 0 to 1. */
  readonly share: number;
  readonly kinds?: readonly FaultKind[];
}

/** A TCP proxy on 127.0.0.1 that can break what passes through it. */
export interface FaultProxy {
  readonly port: number;
  readonly seed: number;
  /** Every connection so far, so that a run can be told and replayed. */
  readonly log: readonly ProxiedConnection[];
  /** Strikes the next connections, one fault each, before the schedule has its say. */
  queue(...faults: readonly Fault[]): void;
  /** Strikes new connections at random from now on; `undefined` strikes none. */
  schedule(schedule: FaultSchedule | undefined): void;
  /** Leads new connections elsewhere. */
  retarget(port: number): void;
  /** Breaks every open connection with a reset. */
  resetAll(): void;
  close(): Promise<void>;
}

/** Starts a proxy on a free port. */
export async function startFaultProxy({ targetPort, seed = 1 }: FaultProxyOptions): Promise<FaultProxy> {
  const random = seededRandom(seed);
  const start = performance.now();
  const log: ProxiedConnection[] = [];
  const queued: Fault[] = [];
  const open = new Set<Socket>();
  let scheduled: FaultSchedule | undefined;
  let target = targetPort;

  const pick = (): Fault => {
    const next = queued.shift();
    if (next !== undefined) return next;
    if (scheduled === undefined || random() >= scheduled.share) return { kind: "pass" };
    const kinds = scheduled.kinds ?? faultKinds;
    const kind = kinds[Math.floor(random() * kinds.length)] ?? "pass";
    return { kind, afterBytes: Math.floor(random() * 200), ms: Math.floor(random() * 200) };
  };
  const hold = (socket: Socket): Socket => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    return socket;
  };

  const server = createServer({ allowHalfOpen: true }, (client) => {
    const fault = pick();
    log.push({ number: log.length + 1, fault, at: performance.now() - start });
    hold(client);
    if (fault.kind === "refuse") client.resetAndDestroy();
    else passOn({ client, fault, random, connect: () => hold(connect({ port: target, host: "127.0.0.1" })) });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  return {
    port: address.port,
    seed,
    log,
    queue(...faults) {
      queued.push(...faults);
    },
    schedule(schedule) {
      scheduled = schedule;
    },
    retarget(port) {
      target = port;
    },
    resetAll: () => open.forEach((socket) => socket.resetAndDestroy()),
    async close() {
      const closed = once(server, "close");
      server.close();
      open.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}
