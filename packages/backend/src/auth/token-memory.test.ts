import { randomUUID } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { createAccessTokens } from "./access-token.ts";
import { createInstanceKeys } from "./instance-keys.ts";
import { createSigningKeys } from "./signing-keys.ts";
import { createTokenMemory } from "./token-memory.ts";

const subject = {
  address: { organisationUuid: randomUUID(), workspaceUuid: randomUUID() },
  subject: "someone",
  familyUuid: randomUUID(),
  userUuid: undefined,
  orgUserId: undefined,
};

/** Access tokens whose clock and keys the test turns. */
function movable() {
  const instance = createInstanceKeys("a secret for tests that is long enough");
  const state = { seconds: 1_000_000, keys: createSigningKeys(instance, { signing: 1, verifying: [1] }) };
  const verifying = vi.spyOn(state.keys.verifying, "get");
  const tokens = createAccessTokens(
    { current: async () => state.keys },
    { now: async () => state.seconds },
    "notice-consent",
  );
  const replaceKey = () => {
    state.keys = createSigningKeys(instance, { signing: 2, verifying: [2] });
  };
  return { state, tokens, verifying, replaceKey };
}

describe("a token whose signature was checked before", () => {
  it("is read without checking it again", async () => {
    const { tokens, verifying } = movable();
    const token = await tokens.issue(subject);
    const first = await tokens.verify(token);
    expect(verifying).toHaveBeenCalledTimes(1);
    await expect(tokens.verify(token)).resolves.toEqual(first);
    expect(verifying).toHaveBeenCalledTimes(1);
  });

  it("ends at its exp all the same [SEC-B5]", async () => {
    const { state, tokens } = movable();
    const token = await tokens.issue(subject);
    await tokens.verify(token);
    state.seconds += 3599;
    await expect(tokens.verify(token)).resolves.toMatchObject({ subject: "someone" });
    state.seconds += 1;
    await expect(tokens.verify(token)).rejects.toMatchObject({ code: "TOKEN_EXPIRED" });
  });

  it("ends with its key all the same [SEC-B4]", async () => {
    const { tokens, replaceKey } = movable();
    const token = await tokens.issue(subject);
    await tokens.verify(token);
    replaceKey();
    await expect(tokens.verify(token)).rejects.toMatchObject({ code: "INVALID_TOKEN" });
  });

  it("says nothing for one that differs in a single character [SEC-B3]", async () => {
    const { tokens } = movable();
    const token = await tokens.issue(subject);
    await tokens.verify(token);
    const at = token.indexOf(".") + 5;
    const other = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
    await expect(tokens.verify(other)).rejects.toMatchObject({ code: "INVALID_TOKEN" });
  });
});

describe("the memory of tokens", () => {
  const signed = { kid: "key", claims: {} };

  it("forgets the oldest where it is full", () => {
    const memory = createTokenMemory(2);
    for (const token of ["one", "two", "three"]) memory.keep(token, signed);
    expect([memory.find("one"), memory.find("two"), memory.find("three")]).toEqual([undefined, signed, signed]);
  });
});
