import { describe, expect, it } from "vitest";
import { defaultRotationPolicy, judgeRefreshToken, type PresentedToken, type Tier } from "./refresh-token.ts";

const active: PresentedToken = {
  familyRevoked: false,
  familyExpired: false,
  usedSecondsAgo: null,
  isParentOfActive: false,
  replays: 0,
};
const parent: PresentedToken = { ...active, usedSecondsAgo: 10, isParentOfActive: true };

const table: readonly [name: string, token: PresentedToken, tier: Tier][] = [
  ["the active token", active, "rotate"],
  ["the active token of an expired family", { ...active, familyExpired: true }, "invalid"],
  ["any token of a revoked family", { ...active, familyRevoked: true }, "revoked"],
  ["a used token of a revoked family", { ...parent, familyRevoked: true, usedSecondsAgo: 99 }, "revoked"],
  ["the parent at once", { ...parent, usedSecondsAgo: 0 }, "repeat"],
  ["the parent at 30 s", { ...parent, usedSecondsAgo: 30 }, "repeat"],
  ["the parent just after", { ...parent, usedSecondsAgo: 30.001 }, "reused"],
  ["the parent at its last replay", { ...parent, replays: 31 }, "repeat"],
  ["the parent past its replays", { ...parent, replays: 32 }, "stale"],
  ["the parent in an expired family", { ...parent, familyExpired: true }, "invalid"],
  ["a grandparent at 10 s", { ...parent, isParentOfActive: false }, "stale"],
  ["a grandparent at 31 s", { ...parent, isParentOfActive: false, usedSecondsAgo: 31 }, "reused"],
];

describe("judging a refresh token", () => {
  it.each(table)("answers %s by its tier [R-A5, SEC-B8]", (_, token, tier) => {
    expect(judgeRefreshToken(token, defaultRotationPolicy)).toBe(tier);
  });

  it("has no kind answers when the grace is 0: every used token is reuse [R-A5]", () => {
    const strict = { ...defaultRotationPolicy, graceSeconds: 0 };
    expect(judgeRefreshToken({ ...parent, usedSecondsAgo: 0 }, strict)).toBe("reused");
    expect(judgeRefreshToken(active, strict)).toBe("rotate");
  });
});
