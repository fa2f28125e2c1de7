import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { findPostgresBinaries } from "@notice-consent/testing/postgres";

/** How many times a second the database answers `SELECT 1`; nothing where pgbench is missing. */
export async function measureSelectOne(databaseUrl: string, seconds: number): Promise<number | undefined> {
  const folders = [findPostgresBinaries() ?? "", ...(process.env["PATH"] ?? "").split(delimiter)];
  const program = folders.map((folder) => join(folder, "pgbench")).find((path) => existsSync(path));
  if (program === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "consent-pgbench-"));
  try {
    const script = join(folder, "select-one.sql");
    writeFileSync(script, "select 1;\n");
    const args = ["-n", "-f", script, "-c", "4", "-j", "1", "-T", String(seconds), databaseUrl];
    const { stdout } = await promisify(execFile)(program, args);
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
