import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ledgerCheckpoints } from "../db/checkpoint-schema.ts";
import { createTestBackend, rows, type TestBackend } from "../test-backend.test-data.ts";
import { createLedgerUpkeep, describeTrouble, type UpkeepTrouble } from "./upkeep.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
  await backend.submit(await backend.tokenFor({ org_user_id: "kept" }), rows(true, true));
});
afterAll(() => backend.close());

function upkeep(everyMs: number) {
  const troubles: UpkeepTrouble[] = [];
  const { database, keys } = backend;
  return { troubles, ...createLedgerUpkeep({ database, keys, everyMs, onTrouble: (one) => troubles.push(one) }) };
}
const signed = () => backend.database.queries.$count(ledgerCheckpoints);

describe("the ledger's upkeep", () => {
  it("does nothing where it is switched off, not even at the stop", async () => {
    const off = upkeep(0);
    off.start();
    await off.stop();
    expect(await signed()).toBe(0);
  });

  it("signs every workspace at the stop, and again only those that changed [SEC-B19]", async () => {
    const first = upkeep(3_600_000);
    first.start();
    await first.stop();
    expect(await signed()).toBe(3);
    await backend.submit(await backend.tokenFor({ org_user_id: "kept" }), rows(false, true));
    const second = upkeep(3_600_000);
    await second.stop();
    expect(await signed()).toBe(4);
    expect([...first.troubles, ...second.troubles]).toEqual([]);
  });

  it("raises an alarm where a history contradicts its checkpoint, and names nobody in it [SEC-B17, SEC-B19]", async () => {
    await backend.database.transaction(async (tx) => {
      await tx.execute(sql`set local role none`);
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`delete from ledger_events where position = 2`);
    });
    const round = upkeep(3_600_000);
    await round.stop();
    expect(round.troubles).toEqual([{ refused: 1 }]);
    expect(describeTrouble({ refused: 1 })).toMatch(/^No checkpoint was signed for 1 workspace/);
    expect(describeTrouble({ failure: new Error("kept@example.org") })).not.toContain("kept");
    expect(await signed()).toBe(4);
  });
});
