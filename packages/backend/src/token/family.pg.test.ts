import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { hashRefreshToken } from "../auth/refresh-token.ts";
import { errorCodeOf } from "../declared-errors.test-data.ts";
import { describeOnPostgres, query } from "../postgres.test-data.ts";
import { field, type TestBackend } from "../test-backend.test-data.ts";

const grace = 30;
const replayLimit = 3;

// Which member of the family is presented, counted from its newest; or how many seconds go by.
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: fc.constant("present" as const), age: fc.nat({ max: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant("wait" as const), seconds: fc.constantFrom(10, 20, 31) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant("revoke" as const) }) },
  ),
  { minLength: 5, maxLength: 20 },
);

interface Member {
  readonly token: string;
  usedAt: number | undefined;
  replays: number;
}

/** The table of answers, without a database: what presenting a member of a family gives. */
class Model {
  readonly members: Member[];
  now = 0;
  revoked = false;

  constructor(token: string) {
    this.members = [{ token, usedAt: undefined, replays: 0 }];
  }

  present(member: Member): "rotate" | "repeat" | "REFRESH_STALE" | "REFRESH_REUSED" | "SESSION_REVOKED" {
    if (this.revoked) return "SESSION_REVOKED";
    if (member.usedAt === undefined) {
      member.usedAt = this.now;
      return "rotate";
    }
    if (this.now - member.usedAt >= grace) {
      this.revoked = true;
      return "REFRESH_REUSED";
    }
    if (member !== this.members.at(-2) || member.replays >= replayLimit) return "REFRESH_STALE";
    member.replays += 1;
    return "repeat";
  }
}

describeOnPostgres("a token family", (postgres) => {
  let url: string;
  let backend: TestBackend;
  beforeAll(async () => {
    const rotation = { graceSeconds: grace, replayLimit };
    ({ url, backend } = await postgres.createBackend({ rotation }));
  });

  const familyOf = async (token: string) =>
    (await query(url, "select family_uuid from refresh_tokens where hash = $1", [hashRefreshToken(token)]))[0]?.[
      "family_uuid"
    ];

  it("answers as the table says over any sequence, and never has two members that may be used [R-A5, SEC-B8]", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const first = field((await backend.generate({ org_user_id: "family" })).body, "detail", "refresh_token");
        const family = await familyOf(first);
        const model = new Model(first);
        for (const step of sequence) {
          if (step.act === "wait") {
            model.now += step.seconds;
            await query(
              url,
              "update refresh_tokens set used_at = used_at - make_interval(secs => $2) where family_uuid = $1",
              [family, step.seconds],
            );
            continue;
          }
          if (step.act === "revoke") {
            const path = `${backend.publicPath}/tokens/revoke`;
            const refresh_token = model.members.at(-1)?.token;
            const ended = await backend.send("POST", path, { body: { refresh_token } });
            expect(ended.body).toEqual({ detail: { revoked: model.revoked ? 0 : 1 } });
            model.revoked = true;
            continue;
          }
          const member = model.members.at(-1 - (step.age % model.members.length));
          if (member === undefined) throw new Error("A family has a first member.");
          const foretold = model.present(member);
          const answer = await backend.refresh(member.token);
          if (foretold === "rotate") {
            const token = field(answer.body, "detail", "refresh_token");
            expect(model.members.map((known) => known.token)).not.toContain(token);
            model.members.push({ token, usedAt: undefined, replays: 0 });
          } else if (foretold === "repeat") {
            expect(field(answer.body, "detail", "refresh_token")).toBe(model.members.at(-1)?.token);
          } else expect(errorCodeOf(answer)).toBe(foretold);
          const [live] = await query(
            url,
            "select count(*)::int as live from refresh_tokens where family_uuid = $1 and used_at is null",
            [family],
          );
          expect(live).toEqual({ live: 1 });
        }
      }),
      { numRuns: 30 },
    );
  }, 240_000);
});
