import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { persons } from "../db/schema.ts";
import { createTestBackend, field, rows, type TestBackend } from "../test-backend.test-data.ts";
import { type LedgerRow, verifyChain } from "./chain.ts";
import { readChain } from "./store.ts";

let backend: TestBackend;
let chain: LedgerRow[];
let userUuid: string;
beforeAll(async () => {
  backend = await createTestBackend();
  const token = await backend.tokenFor({ org_user_id: "chained" });
  for (const account of [true, false, true]) {
    userUuid = field((await backend.submit(token, rows(account, true))).body, "detail", "user_uuid");
  }
  chain = await readChain(backend.database.queries, userUuid);
});
afterAll(() => backend.close());

describe("a person's chain", () => {
  it("is whole, and ends where the person's row says [SEC-B19]", async () => {
    const [person] = await backend.database.queries.select().from(persons);
    expect(verifyChain(chain)).toEqual({ status: "intact", length: 3, head: person?.chainHead });
    expect(person?.chainLength).toBe(3);
  });

  it("shows a changed payload, a changed column, a missing row and a changed order [SEC-B19]", () => {
    const [first, second, third] = chain;
    if (first === undefined || second === undefined || third === undefined) throw new Error("The chain is too short.");
    const tampered = { ...second, payload: second.payload.replace('"declined":false', '"declined":true') };
    expect(tampered.payload).not.toBe(second.payload);
    expect(verifyChain([first, tampered, third])).toMatchObject({ status: "broken", position: 2 });
    const moved = { ...second, recordedAt: first.recordedAt };
    expect(verifyChain([first, moved, third])).toMatchObject({ status: "broken", position: 2 });
    expect(verifyChain([first, third])).toMatchObject({ status: "broken", position: 2 });
    expect(verifyChain([second, first, third])).toMatchObject({ status: "broken", position: 1 });
  });
});
