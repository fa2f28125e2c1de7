import { beforeAll, expect, it } from "vitest";
import { connect, describeOnPostgres, query } from "../postgres.test-data.ts";
import { type TestBackend } from "../test-backend.test-data.ts";
import { forgetEndedFamilies } from "./ended-families.ts";

describeOnPostgres("forgetting ended token families at the same time", (postgres) => {
  let url: string;
  let backend: TestBackend;
  beforeAll(async () => {
    ({ url, backend } = await postgres.createBackend());
  });

  const addEnded = (count: number) =>
    query(
      url,
      `with families as (
         insert into token_families (uuid, workspace_uuid, subject, sealed_identifiers, expires_at)
         select gen_random_uuid(), $1, 'subject-' || n, '', now() - interval '2 days' from generate_series(1, $2) n
         returning uuid
       )
       insert into refresh_tokens (hash, family_uuid) select 'hash-' || uuid, uuid from families`,
      [backend.home.address.workspaceUuid, count],
    );
  const countOf = async (table: string) => Number((await query(url, `select count(*) from ${table}`))[0]?.["count"]);

  it("takes each family once, however many processes do it", async () => {
    await addEnded(1700);
    const counts = await Promise.all([1, 2, 3, 4].map(() => forgetEndedFamilies(backend.database)));
    // One that found the rest in others' hands stopped early; whatever it left goes the next time.
    const last = await forgetEndedFamilies(backend.database);
    expect(counts.reduce((sum, count) => sum + count, last)).toBe(1700);
    expect([await countOf("token_families"), await countOf("refresh_tokens")]).toEqual([0, 0]);
  });

  it("does not wait for one that somebody holds", async () => {
    await addEnded(3);
    const holder = await connect(url);
    await holder.query("begin");
    await holder.query("select uuid from token_families order by uuid limit 1 for no key update");
    expect(await forgetEndedFamilies(backend.database)).toBe(2);
    await holder.query("commit");
    await holder.end();
    expect(await forgetEndedFamilies(backend.database)).toBe(1);
  });
});
