import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Ends every process of a server at once, as a crash does, and waits until they are gone. */
export async function killProcesses(data: string): Promise<void> {
  const postmaster = postmasterOf(data);
  if (postmaster === undefined) return;
  // While it stands still it starts no further child.
  signal(postmaster, "SIGSTOP");
  const processes = [...childrenOf(postmaster), postmaster];
  for (const pid of processes) signal(pid, "SIGKILL");
  while (processes.some(isAlive)) await pause(10);
}

/** Stops every process of a server where it is, and returns how they are let go on. */
export function freezeProcesses(data: string): () => void {
  const postmaster = postmasterOf(data);
  if (postmaster === undefined) return () => undefined;
  signal(postmaster, "SIGSTOP");
  const processes = [postmaster, ...childrenOf(postmaster)];
  for (const pid of processes) signal(pid, "SIGSTOP");
  return () => {
    for (const pid of processes) signal(pid, "SIGCONT");
  };
}

function postmasterOf(data: string): number | undefined {
  const pid = Number(read(join(data, "postmaster.pid"))?.split("\n")[0]);
  return pid > 0 ? pid : undefined;
}

// Elsewhere than on Linux they are not seen, and end by themselves once their postmaster has.
function childrenOf(parent: number): number[] {
  try {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.map(Number).filter((pid) => statusOf(pid)?.parent === parent);
  } catch {
    return [];
  }
}

// One that has ended and that nobody has asked after is as good as gone.
function isAlive(pid: number): boolean {
  const status = statusOf(pid);
  return status === undefined ? signal(pid, 0) : status.state !== "Z";
}

function statusOf(pid: number): { readonly state: string; readonly parent: number } | undefined {
  // The name, in parentheses, may hold spaces; state and parent follow it.
  const [state = "", parent] =
    read(`/proc/${pid}/stat`)
      ?.replace(/^.*\) /s, "")
      .split(" ") ?? [];
  return parent === undefined ? undefined : { state, parent: Number(parent) };
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
