import { beforeAll, expect, it } from "vitest";
import { verifyChain } from "../ledger/chain.ts";
import { readChain } from "../ledger/store.ts";
import { describeOnPostgres, query } from "../postgres.test-data.ts";
import { field, ids, patiently, type Received, rows, type TestBackend } from "../test-backend.test-data.ts";

describeOnPostgres("linking at the same time", (postgres) => {
  let url: string;
  let backend: TestBackend;
  beforeAll(async () => {
    ({ url, backend } = await postgres.createBackend());
  });

  const linkedIn = ({ body }: Received): readonly string[] => (body as { detail: { linked: string[] } }).detail.linked;
  const conflictsIn = ({ body }: Received) =>
    (body as { detail: { conflicts: { existing_primary_org_user_id: string }[] } }).detail.conflicts;

  it("lets exactly one of two primaries win an alias; the other one is told who [R-F10, W65]", async () => {
    for (let round = 0; round < 30; round += 1) {
      const [one, other, alias] = [`one-${round}`, `other-${round}`, `alias-${round}`];
      for (const org_user_id of [one, other, alias]) await backend.createUser({ org_user_id });
      const answers = await Promise.all([
        patiently(() => backend.link(one, [alias])),
        patiently(() => backend.link(other, [alias])),
      ]);
      expect(answers.flatMap(linkedIn)).toEqual([alias]);
      const winner = linkedIn(answers[0]).length === 1 ? one : other;
      expect(answers.flatMap(conflictsIn)).toEqual([{ org_user_id: alias, existing_primary_org_user_id: winner }]);
    }
  });

  it("never makes a ring of two primaries that link each other [R-F10]", async () => {
    for (let round = 0; round < 20; round += 1) {
      const [left, right] = [`left-${round}`, `right-${round}`];
      for (const org_user_id of [left, right]) await backend.createUser({ org_user_id });
      const answers = await Promise.all([
        patiently(() => backend.link(left, [right])),
        patiently(() => backend.link(right, [left])),
      ]);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 422]));
      const primaries = await query(url, "select primary_uuid from persons where org_user_id = any($1)", [
        [left, right],
      ]);
      expect(primaries.filter(({ primary_uuid }) => primary_uuid === null)).toHaveLength(1);
    }
  });

  it("keeps every alias one step from its primary while groups are merged [R-F10]", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `graph-${index}`);
    for (const org_user_id of names) await backend.createUser({ org_user_id });
    const pairs = names.flatMap((primary, index) =>
      [1, 3, 5].map((step) => [primary, names[(index + step) % 12] ?? ""] as const),
    );
    const answers = await Promise.all(pairs.map(([primary, alias]) => patiently(() => backend.link(primary, [alias]))));
    for (const { status } of answers) expect([200, 422]).toContain(status);
    const deep = await query(
      url,
      "select a.uuid from persons a join persons p on p.uuid = a.primary_uuid where p.primary_uuid is not null",
    );
    expect(deep).toEqual([]);
  });

  it("leaves no event on an alias after the link, nor a decision that does not count [R-F11, W66]", async () => {
    for (let round = 0; round < 25; round += 1) {
      const [primary, alias] = [`owner-${round}`, `visitor-${round}`];
      const created = await backend.createUser({ org_user_id: primary });
      const token = await backend.tokenFor({ org_user_id: alias });
      const first = await backend.submit(token, rows(true, true));
      const aliasUuid = field(first.body, "detail", "user_uuid");
      const [link, second] = await Promise.all([
        patiently(() => backend.link(primary, [alias])),
        patiently(() => backend.submit(token, rows(false, true))),
      ]);
      expect(linkedIn(link)).toEqual([alias]);
      expect(second.status).toBe(201);
      const third = await backend.submit(token, rows(false, true).slice(1));
      const primaryUuid = field(created.body, "detail", "uuid");
      expect(field(third.body, "detail", "user_uuid")).toBe(primaryUuid);
      const chains = await Promise.all(
        [aliasUuid, primaryUuid].map((uuid) => readChain(backend.database.queries, uuid)),
      );
      expect(chains.map((chain) => verifyChain(chain).status)).toEqual(["intact", "intact"]);
      const linkedAt = chains[1]?.find(({ kind }) => kind === "link")?.recordedAt ?? "";
      for (const { recordedAt } of chains[0] ?? []) expect(recordedAt < linkedAt).toBe(true);
      // The refusal was the later decision, on whichever side of the link it fell.
      const read = await backend.read(await backend.tokenFor({ org_user_id: primary }));
      expect(read.body).toMatchObject({
        detail: { purpose_selections: { [ids.account]: { selected: false, status: "WITHDRAWN" } } },
      });
    }
  });
});
