import { beforeAll, expect, it } from "vitest";
import { hashRefreshToken } from "../auth/refresh-token.ts";
import { describeOnPostgres, query } from "../postgres.test-data.ts";
import { field, patiently, type Received, type TestBackend } from "../test-backend.test-data.ts";

const refreshTokenOf = (received: Received): string => field(received.body, "detail", "refresh_token");

describeOnPostgres("refreshing at the same time", (postgres) => {
  let url: string;
  let backend: TestBackend;
  beforeAll(async () => {
    ({ url, backend } = await postgres.createBackend());
  });

  const membersOf = (token: string) =>
    query(
      url,
      `select used_at from refresh_tokens where family_uuid = (select family_uuid from refresh_tokens where hash = $1)`,
      [hashRefreshToken(token)],
    );

  it("gives 4 callers one successor, in 100 rounds on end [R-A6]", async () => {
    let token = refreshTokenOf(await backend.generate({ org_user_id: "four-tabs" }));
    for (let round = 1; round <= 100; round += 1) {
      const answers = await Promise.all([1, 2, 3, 4].map(() => patiently(() => backend.refresh(token))));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const successors = new Set(answers.map(refreshTokenOf));
      expect(successors.size).toBe(1);
      token = [...successors][0] ?? "";
      const members = await membersOf(token);
      expect(members).toHaveLength(round + 1);
      expect(members.filter(({ used_at }) => used_at === null)).toHaveLength(1);
    }
  });

  it("has the revocation committed when reuse is answered, as a second connection sees [R-A7]", async () => {
    const parent = refreshTokenOf(await backend.generate({ org_user_id: "reused" }));
    const active = refreshTokenOf(await backend.refresh(parent));
    await query(url, "update refresh_tokens set used_at = used_at - interval '31 seconds' where hash = $1", [
      hashRefreshToken(parent),
    ]);
    const reused = await backend.refresh(parent);
    expect(reused.body).toMatchObject({ detail: { error_code: "REFRESH_REUSED" } });
    const families = await query(
      url,
      "select revoked_for from token_families where uuid = (select family_uuid from refresh_tokens where hash = $1)",
      [hashRefreshToken(parent)],
    );
    expect(families).toEqual([{ revoked_for: "reuse" }]);
    expect((await backend.refresh(active)).body).toMatchObject({ detail: { error_code: "SESSION_REVOKED" } });
  });

  it("lets a reuse that meets a rotation win or lose whole: a family that is revoked issues nothing afterwards", async () => {
    for (let round = 0; round < 20; round += 1) {
      const grandparent = refreshTokenOf(await backend.generate({ org_user_id: `meeting-${round}` }));
      const parent = refreshTokenOf(await backend.refresh(grandparent));
      await query(url, "update refresh_tokens set used_at = used_at - interval '31 seconds' where hash = $1", [
        hashRefreshToken(grandparent),
      ]);
      const [rotation] = await Promise.all([
        patiently(() => backend.refresh(parent)),
        patiently(() => backend.refresh(grandparent)),
      ]);
      const next = rotation.status === 200 ? refreshTokenOf(rotation) : parent;
      expect((await backend.refresh(next)).body).toMatchObject({ detail: { error_code: "SESSION_REVOKED" } });
    }
  });
});
