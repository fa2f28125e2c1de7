import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { demoOrganisationUuid, demoWorkspaceUuid } from "../seed/index.ts";

const path = `/consent/public/organisations/${demoOrganisationUuid}/workspaces/${demoWorkspaceUuid}/tokens/refresh`;
const headers = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
const tooMuch = `4000\r\n${"x".repeat(0x4000)}\r\n`;

/** What a client that is up to no good begins with, and what it sends piece by piece afterwards. */
const habits = [
  { begin: headers, drip: "X-Slow: 1\r\n" },
  { begin: `${headers}Content-Length: 60000\r\n\r\n`, drip: "x" },
  { begin: `${headers}Transfer-Encoding: chunked\r\n\r\n`, drip: tooMuch },
] as const;

/** Many connections that never come to an end, or bring too much; each that is cut off is opened again. */
export interface SlowSockets {
  /** Answers by status, in the order in which they came. */
  readonly answers: readonly string[];
  stop(): void;
}

/** Opens so many of them and resolves once all are connected. */
export async function openSlowSockets(port: number, count: number): Promise<SlowSockets> {
  const answers: string[] = [];
  const open = new Set<{ readonly socket: Socket; readonly drip: string }>();
  const state = { stopped: false };

  async function keepOpen(index: number): Promise<void> {
    const habit = habits[index % habits.length] ?? habits[0];
    const socket = connect(port, "127.0.0.1");
    const entry = { socket, drip: habit.drip };
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: Buffer) => {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(chunk.toString("latin1"))?.[1];
      if (status !== undefined) answers.push(status);
    });
    socket.on("close", () => {
      open.delete(entry);
      if (!state.stopped) setTimeout(() => void keepOpen(index), 100);
    });
    await Promise.race([once(socket, "connect"), once(socket, "close")]);
    open.add(entry);
    socket.write(habit.begin);
  }

  await Promise.all(Array.from({ length: count }, (_, index) => keepOpen(index)));
  const dripping = setInterval(() => {
    for (const { socket, drip } of open) if (socket.writable && socket.writableLength === 0) socket.write(drip);
  }, 250);
  return {
    answers,
    stop() {
      state.stopped = true;
      clearInterval(dripping);
      for (const { socket } of open) socket.destroy();
    },
  };
}
