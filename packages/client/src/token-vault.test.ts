import { createFakeClock } from "@notice-consent/testing";
import { describe, expect, it } from "vitest";
import { aStorage } from "./browser.test-data.ts";
import { createTokenVault } from "./token-vault.ts";
import type { TokenStorage } from "./token-storage.ts";

const pair = { accessToken: "a1", refreshToken: "r1" };

/** What a storage answers at run time is not bound to its type. */
function keeping(kept: unknown): TokenStorage {
  const storage = aStorage();
  Reflect.set(storage, "read", () => kept);
  return storage;
}

describe("what a host's storage keeps", () => {
  it("stands under a digest, is read back and removed", async () => {
    const storage = aStorage();
    const vault = createTokenVault(storage, "digest", createFakeClock());
    await vault.write(pair);
    expect([...storage.kept.keys()]).toEqual(["notice-consent/digest"]);
    expect(await vault.read()).toEqual(pair);
    await vault.remove();
    expect(await vault.read()).toBeUndefined();
  });

  it("is removed for its own tokens only, never for those of a tab that was faster [R-A14]", async () => {
    const storage = aStorage();
    const vault = createTokenVault(storage, "digest", createFakeClock());
    await vault.write(pair);
    await vault.remove({ accessToken: "a0", refreshToken: "r0" });
    await vault.remove({ accessToken: "a0" });
    expect(storage.kept.size).toBe(1);
    await vault.remove({ accessToken: "a0", refreshToken: "r1" });
    expect(storage.kept.size).toBe(0);
  });

  it.each<[string, unknown]>([
    ["a text", "r1"],
    ["no access token", { refreshToken: "r1" }],
    ["an empty access token", { accessToken: "" }],
    ["a number", { accessToken: 7 }],
    ["null", null],
  ])("reads as nothing when it is %s [R-E1]", async (_, kept) => {
    const storage = keeping(kept);
    expect(await createTokenVault(storage, "digest", createFakeClock()).read()).toBeUndefined();
  });

  it("loses members that are not a pair's", async () => {
    const kept = { ...pair, refreshToken: 7, admin: true };
    const storage = keeping(kept);
    expect(await createTokenVault(storage, "digest", createFakeClock()).read()).toEqual({ accessToken: "a1" });
  });
});

const refuse = (): never => {
  throw new DOMException("The operation is insecure.", "SecurityError");
};
const reject = (): Promise<never> => Promise.reject(new DOMException("Blocked", "SecurityError"));

describe("a storage that is blocked", () => {
  it.each<[string, TokenStorage]>([
    ["by throwing", { read: refuse, write: refuse, remove: refuse }],
    ["by rejecting", { read: reject, write: reject, remove: reject }],
    [
      "in its very getters",
      {
        get read() {
          return refuse();
        },
        get write() {
          return refuse();
        },
        get remove() {
          return refuse();
        },
      },
    ],
    [
      "in what it answers",
      {
        ...aStorage(),
        read: () => ({
          get accessToken(): string {
            return refuse();
          },
        }),
      },
    ],
  ])("%s counts as empty [R-E1]", async (_, storage) => {
    const clock = createFakeClock();
    const vault = createTokenVault(storage, "digest", clock);
    await vault.write(pair);
    expect(await vault.read()).toBeUndefined();
    await vault.remove(pair);
    await vault.remove();
    expect(clock.pendingTimers).toBe(0);
  });

  it("by never answering holds nobody up for more than a second [R-E1]", async () => {
    const never = (): Promise<never> => new Promise(() => {});
    const clock = createFakeClock();
    const vault = createTokenVault({ read: never, write: never, remove: never }, "digest", clock);
    let isRead = false;
    const read = vault.read().then((kept) => {
      isRead = true;
      return kept;
    });
    await clock.advance(999);
    expect(isRead).toBe(false);
    await clock.advance(1);
    expect(await read).toBeUndefined();
    expect(clock.pendingTimers).toBe(0);
  });
});

it("accesses of an asynchronous storage follow one another, however long each takes", async () => {
  const clock = createFakeClock();
  const storage = aStorage();
  const waits = [300, 10];
  const slow: TokenStorage = {
    ...storage,
    write: async (key, written) => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, waits.shift() ?? 0));
      await storage.write(key, written);
    },
  };
  const vault = createTokenVault(slow, "digest", clock);
  const writes = Promise.all([vault.write(pair), vault.write({ accessToken: "a2", refreshToken: "r2" })]);
  await clock.advance(1_000);
  await writes;
  expect(await vault.read()).toEqual({ accessToken: "a2", refreshToken: "r2" });
});
