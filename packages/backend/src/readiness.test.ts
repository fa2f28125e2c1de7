import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openEmbedded } from "./db/embedded.ts";
import { createReadiness } from "./readiness.ts";

describe("readiness", () => {
  it("holds while the database answers and the process is not stopping [SEC-B23]", async () => {
    const database = await openEmbedded("memory");
    const readiness = createReadiness(database);
    expect(await readiness.check()).toBe(true);
    readiness.stop();
    expect(await readiness.check()).toBe(false);
    const other = createReadiness(database);
    await database.close();
    expect(await other.check()).toBe(false);
  });

  it("does not hold on a database that lacks a migration of this version [SEC-B23]", async () => {
    const database = await openEmbedded("memory");
    await database.queries.execute(sql`reset role`);
    await database.queries.execute(
      sql`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`,
    );
    expect(await createReadiness(database).check()).toBe(false);
    await database.close();
  });
});
