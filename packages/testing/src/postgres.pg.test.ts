import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { findPostgresBinaries, type PostgresServer, startPostgres } from "./postgres.ts";

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

describe.skipIf(findPostgresBinaries() === undefined)("a throw-away PostgreSQL server", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    await server.stop();
  });

  it("answers on the loopback interface only", async () => {
    expect(await query(server.url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  });

  it("keeps what was committed and loses what was not when it is killed, and is then out of reach", async () => {
    await query(server.url, "create table kept (word text)");
    const open = new Client({ connectionString: server.url });
    const lost = new Promise((resolve) => open.once("error", resolve));
    await open.connect();
    await open.query("insert into kept values ('committed')");
    await open.query("begin");
    await open.query("insert into kept values ('open')");

    await server.kill();

    expect(await lost).toBeInstanceOf(Error);
    await expect(query(server.url, "select 1")).rejects.toThrow("ECONNREFUSED");
    await server.restart();
    expect(await query(server.url, "select word from kept")).toEqual([{ word: "committed" }]);
  });

  it("answers nothing while it is frozen, and everything afterwards", async () => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    const resume = server.freeze();
    const state = { answered: false };
    const answer = client.query<{ one: number }>("select 1 as one").then(({ rows }) => {
      state.answered = true;
      return rows;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(state.answered).toBe(false);
    resume();
    expect(await answer).toEqual([{ one: 1 }]);
    await client.end();
  });

  it("waits for the disk only when asked to", async () => {
    expect(await query(server.url, "show fsync")).toEqual([{ fsync: "off" }]);
    const careful = await startPostgres({ fsync: true });
    expect(await query(careful.url, "show fsync")).toEqual([{ fsync: "on" }]);
    await careful.stop();
  });

  it("restarts while it runs", async () => {
    const before = await query(server.url, "select pg_postmaster_start_time()::text as at");
    await server.restart();
    expect(await query(server.url, "select pg_postmaster_start_time()::text as at")).not.toEqual(before);
  });

  it("runs beside another one, and leaves nothing behind when it stops", async () => {
    const folder = mkdtempSync(join(tmpdir(), "beside-"));
    chmodSync(folder, 0o777);
    const second = await startPostgres({ folder });
    expect(second.port).not.toBe(server.port);
    expect(readdirSync(folder)).toHaveLength(1);

    await second.stop();

    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
    await expect(query(second.url, "select 1")).rejects.toThrow("ECONNREFUSED");
  });
});
