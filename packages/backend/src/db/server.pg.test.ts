import { once } from "node:events";
import { createConnection, createServer, type Server } from "node:net";
import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { connect, describeOnPostgres, query } from "../postgres.test-data.ts";
import { createTestBackend, rows } from "../test-backend.test-data.ts";
import { describeFailure } from "./failure.ts";
import { apiRole } from "./role.ts";
import { openServer, prepareServer } from "./server.ts";

describeOnPostgres("a PostgreSQL server", (postgres) => {
  let url: string;
  beforeAll(async () => {
    url = await postgres.createDatabase();
    await query(url, "create role consent_login login password 'consent'");
    await query(url, "create role stranger_login login password 'stranger'");
  });

  const as = (login: string, password: string): string => {
    const address = new URL(url);
    address.username = login;
    address.password = password;
    return address.href;
  };

  it("is prepared once by the owner, while several processes ask for it [R-G3]", async () => {
    await Promise.all([prepareServer(url), prepareServer(url), prepareServer(url)]);
    const [row] = await query(url, "select count(*)::int as count from drizzle.__drizzle_migrations");
    const [distinct] = await query(url, "select count(distinct hash)::int as count from drizzle.__drizzle_migrations");
    expect(row).toEqual(distinct);
  });

  it("serves the API under a credential that can never change the ledger [SEC-B18]", async () => {
    await query(url, `grant ${apiRole} to consent_login`);
    const database = await openServer(as("consent_login", "consent"));
    const backend = await createTestBackend({ database });
    const token = await backend.tokenFor({ org_user_id: "kept" });
    expect((await backend.submit(token, rows(true, true))).status).toBe(201);
    // What a session under the owner's credential could do, this login cannot: there are no rights to go back to.
    const failure = await database
      .transaction(async (tx) => {
        await tx.execute(sql`set local role none`);
        await tx.execute(sql`update ledger_events set payload = '{}'`);
      })
      .catch(describeFailure);
    expect(failure).toContain("42501");
    await backend.close();
  });

  it("gives no connection to a login that is not the API's [SEC-B18]", async () => {
    const database = await openServer(as("stranger_login", "stranger"), { migrationUrl: url });
    expect(await database.queries.execute(sql`select 1`).catch(describeFailure)).toContain("42501");
    await database.close();
  });

  it("gives up a connection that swallows answers, and works on over another [R-G4]", async () => {
    let isSilent = false;
    const relay = createServer((client) => {
      const server = createConnection({ host: "127.0.0.1", port: postgres.server.port });
      client.on("error", () => server.destroy()).pipe(server);
      server.on("error", () => client.destroy()).on("data", (answer) => isSilent || client.write(answer));
      client.on("close", () => server.destroy());
    });
    await once(relay.listen(0, "127.0.0.1"), "listening");
    const through = new URL(url);
    through.port = String(portOf(relay));
    const database = await openServer(through.href, { migrationUrl: url, poolSize: 1 });
    await database.queries.execute(sql`select 1`);
    isSilent = true;
    await expect(database.queries.execute(sql`select 2`)).rejects.toThrow();
    isSilent = false;
    const answer = database.queries.execute(sql`select 3 as three`);
    await expect(answer).resolves.toMatchObject({ rows: [{ three: 3 }] });
    await database.close();
    relay.close();
  });

  it("takes back connections that break as a transaction begins, however many [R-G2]", async () => {
    let isBreaking = true;
    const relay = createServer((client) => {
      const server = createConnection({ host: "127.0.0.1", port: postgres.server.port });
      client.on("error", () => server.destroy()).on("close", () => server.destroy());
      server.on("error", () => client.destroy()).pipe(client);
      client.on("data", (asked: Buffer) => {
        if (isBreaking && asked.toString("latin1").includes("begin")) client.resetAndDestroy();
        else server.write(asked);
      });
    });
    await once(relay.listen(0, "127.0.0.1"), "listening");
    const through = new URL(url);
    through.port = String(portOf(relay));
    const database = await openServer(through.href, { migrationUrl: url, poolSize: 2 });
    const work = () => database.transaction((tx) => tx.execute(sql`select 1 as one`));
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await work().catch(describeFailure)).not.toContain("timeout");
      expect(database.pool?.()).toMatchObject({ open: 0, waiting: 0 });
    }
    isBreaking = false;
    expect(await work()).toMatchObject({ rows: [{ one: 1 }] });
    await database.close();
    relay.close();
  });

  it("lets the owner's triggers stand where the API's rights end [SEC-B18]", async () => {
    const owner = await connect(url);
    await expect(owner.query("delete from ledger_events")).rejects.toThrow(/only ever added/);
    await owner.end();
  });
});

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The relay listens on no port.");
  return address.port;
}
