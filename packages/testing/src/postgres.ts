import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { findPostgresBinaries } from "./postgres-binaries.ts";
import { freezeProcesses, killProcesses } from "./postgres-processes.ts";
import { type Account, unprivilegedAccount } from "./unprivileged-account.ts";

export { ensurePostgresBinaries, findPostgresBinaries } from "./postgres-binaries.ts";

/** A throw-away PostgreSQL server on the loopback interface, removed when it stops or when this process ends. */
export interface PostgresServer {
  /** Connects as the superuser `postgres`, without a password, to the database `postgres`. */
  url: string;
  port: number;
  /** Ends every connection, stops the server and removes its files. */
  stop(): Promise<void>;
  /** Kills every process of the server as a crash does: nothing is flushed, open transactions are lost. Its files stay. */
  kill(): Promise<void>;
  /** Stops every process of the server where it is; the returned function lets them go on. */
  freeze(): () => void;
  /** Starts the server again on the same port and files, stopping it first if it runs. */
  restart(): Promise<void>;
}

/** How a throw-away server differs from the quickest one. */
export interface PostgresOptions {
  /** Waits for the disk at every commit, as a real server does; off unless asked for. */
  readonly fsync?: boolean | undefined;
  /** An existing folder, open to other accounts, to keep the files in; the system's temporary one when absent. */
  readonly folder?: string | undefined;
}

const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "32MB",
};

// Ends with the process that holds its input open, however that ends, and then clears up.
const janitor = 'cat >/dev/null; "$1" -D "$2" -m immediate -w stop >/dev/null 2>&1; rm -rf "$3"';

/** Makes and starts a new cluster; rejects where PostgreSQL's programs are missing. */
export async function startPostgres({ fsync = false, folder }: PostgresOptions = {}): Promise<PostgresServer> {
  const binaries = findPostgresBinaries();
  if (binaries === undefined) {
    throw new Error('PostgreSQL was not found: put initdb, pg_ctl and postgres on PATH, or install "postgresql".');
  }
  const account = unprivilegedAccount();
  const home = makeHome(account, folder);
  const data = join(home, "data");
  const log = join(home, "log");
  const pgCtl = join(binaries, "pg_ctl");
  const run = (program: string, ...args: string[]) => execute(join(binaries, program), args, home, account);

  const watch = spawn("/bin/sh", ["-c", janitor, "janitor", pgCtl, data, home], {
    ...account,
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watch.unref();

  await run("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
  const start = (port: number) => run("pg_ctl", "-D", data, "-l", log, "-w", "-o", options(port, fsync), "start");
  const end = () => run("pg_ctl", "-D", data, "-m", "fast", "-w", "stop");
  const isRunning = () => existsSync(join(data, "postmaster.pid"));

  const port = await startOnFreePort(start, log);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    async stop() {
      if (watch.exitCode !== null) return;
      if (isRunning()) await end();
      // Nothing else may keep this process alive until the janitor is done.
      watch.ref();
      watch.stdin.end();
      await once(watch, "exit");
    },
    async kill() {
      await killProcesses(data);
      // Left behind by the dead, it would keep their successors from starting.
      rmSync(join(data, "postmaster.pid"), { force: true });
    },
    freeze: () => freezeProcesses(data),
    async restart() {
      if (isRunning()) await end();
      await start(port);
    },
  };
}

const executeFile = promisify(execFile);

async function execute(program: string, args: string[], cwd: string, account: Account | undefined): Promise<void> {
  // Without the caller's environment: PGDATA, PGPORT and their kin would change what the programs do.
  // Five minutes for a start, since a busy machine may take longer than the minute it has by default.
  const env = { PATH: process.env["PATH"], LANG: "C", PGCTLTIMEOUT: "300" };
  await executeFile(program, args, { ...account, cwd, env });
}

function options(port: number, fsync: boolean): string {
  // A killed process loses no write that the kernel has; only a lost machine would need fsync.
  return Object.entries({ ...settings, port, fsync: fsync ? "on" : "off" })
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(" ");
}

// Another process may take a probed port before the server does.
async function startOnFreePort(start: (port: number) => Promise<void>, log: string): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      await start(port);
      return port;
    } catch (cause) {
      if (attempt === 5) throw new Error(`PostgreSQL did not start.\n${readFileSync(log, "utf8")}`, { cause });
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("The port probe has no port.");
  return address.port;
}

// The temporary folder of root is often closed to other accounts.
function makeHome(account: Account | undefined, given: string | undefined): string {
  const folders = given === undefined ? [tmpdir(), "/tmp", "/var/tmp"] : [given];
  const base = folders.find((folder) => account === undefined || isOpen(folder));
  if (base === undefined) throw new Error("No temporary folder is open to the account that runs PostgreSQL.");
  const home = mkdtempSync(join(base, "consent-postgres-"));
  chmodSync(home, 0o700);
  if (account !== undefined) chownSync(home, account.uid, account.gid);
  return home;
}

function isOpen(folder: string): boolean {
  const isTraversable = existsSync(folder) && (statSync(folder).mode & 0o001) !== 0;
  return isTraversable && (dirname(folder) === folder || isOpen(dirname(folder)));
}
