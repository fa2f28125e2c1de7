import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEmbedded } from "./embedded.ts";
import { lockDirectory } from "./lock-file.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "consent-lock-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const path = () => join(directory, "backend.lock");
const write = (holder: object) => writeFileSync(path(), JSON.stringify(holder));

describe("the lock of a data directory", () => {
  it("is held by one and given back [R-G3]", () => {
    const release = lockDirectory(directory);
    expect(() => lockDirectory(directory)).toThrow(/Another process uses the data/);
    release();
    expect(existsSync(path())).toBe(false);
    lockDirectory(directory)();
    expect(readdirSync(directory)).toEqual([]);
  });

  it("is respected while another process that holds it lives, and taken over after its death [R-G3]", async () => {
    const holder = spawn("sleep", ["60"]);
    await once(holder, "spawn");
    write({ pid: holder.pid });
    expect(() => lockDirectory(directory)).toThrow(/Another process uses the data/);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    lockDirectory(directory)();
    expect(readdirSync(directory)).toEqual([]);
  });

  it("is taken over from a process whose number another one bears now", () => {
    write({ pid: process.pid, started: "another boot/1" });
    const release = lockDirectory(directory);
    expect(readFileSync(path(), "utf8")).toContain(`"pid":${process.pid}`);
    release();
  });

  it("is taken over when it cannot be read", () => {
    writeFileSync(path(), "torn");
    lockDirectory(directory)();
    expect(readdirSync(directory)).toEqual([]);
  });

  it("is not given back by someone who lost it", () => {
    const release = lockDirectory(directory);
    write({ pid: 1 });
    release();
    expect(existsSync(path())).toBe(true);
  });
});

describe("an embedded database", () => {
  it("refuses a second opening of its directory, and opens again with its data after it was closed [R-G3]", async () => {
    const first = await openEmbedded(directory);
    await expect(openEmbedded(directory)).rejects.toThrow(/Another process uses the data/);
    await first.close();
    const second = await openEmbedded(directory);
    await second.close();
  });
});
