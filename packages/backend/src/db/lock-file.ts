import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Claims a data directory for this process and returns the function that gives it back.
 * The lock of a process that is gone is taken over. Throws when a living one holds it:
 * two processes on one embedded database would damage it.
 */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, "backend.lock");
  const mine = JSON.stringify({ ...identify(process.pid), token: randomUUID() });
  if (!create(path, mine)) {
    takeOver(path);
    if (!create(path, mine)) throw inUse(directory);
  }
  return () => {
    if (read(path) === mine) rmSync(path, { force: true });
  };

  function takeOver(held: string): void {
    const content = read(held);
    if (content === undefined) return;
    if (isAlive(content)) throw inUse(directory);
    const aside = `${held}.${randomUUID()}`;
    renameSync(held, aside);
    // Between the look and the move, another process may have taken over first: then it is its lock that was moved.
    if (read(aside) !== content) {
      linkSync(aside, held);
      rmSync(aside);
      throw inUse(directory);
    }
    rmSync(aside);
  }
}

function inUse(directory: string): Error {
  return new Error(`Another process uses the data in ${directory}. Stop it first, or choose another directory.`);
}

function create(path: string, content: string): boolean {
  // Linked into place whole, so that nobody ever reads a lock without its content.
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, content, { flag: "wx", mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return false;
    throw cause;
  } finally {
    rmSync(draft);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function isAlive(content: string): boolean {
  const holder = parse(content);
  if (holder === undefined) return false;
  const now = identify(holder.pid);
  return (
    exists(holder.pid) && (now.started === undefined || holder.started === undefined || now.started === holder.started)
  );
}

interface Holder {
  readonly pid: number;
  /** When the process started, so that a later process with the same number is told apart; Linux only. */
  readonly started: string | undefined;
}

function identify(pid: number): Holder {
  const status = read(`/proc/${pid}/stat`);
  const boot = read("/proc/sys/kernel/random/boot_id")?.trim();
  // The second field is a name in parentheses that may hold spaces; the start time is the 20th field after it.
  const started = status?.slice(status.lastIndexOf(")") + 2).split(" ")[19];
  return { pid, started: started === undefined ? undefined : `${boot ?? ""}/${started}` };
}

function parse(content: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value !== "object" || value === null || !("pid" in value) || typeof value.pid !== "number")
      return undefined;
    const started = "started" in value && typeof value.started === "string" ? value.started : undefined;
    return { pid: value.pid, started };
  } catch {
    return undefined;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // The process of another account exists as well.
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}
