import { describe, expect, it } from "vitest";

import { createLogInLimit, type LogInAttempt } from "./log-in-limit.ts";

const limits = { perAccount: 3, perClient: 5, windowMs: 60_000 };
const asha = { email: "asha@example.com", client: "192.0.2.1" };

/** A limit at a clock that stands still, and what a right and a wrong password come to there. */
function aLimit() {
  const clock = { now: 0 };
  const limit = createLogInLimit(limits, () => clock.now);
  let looked = 0;
  const tryWith = (attempt: LogInAttempt, found: "account" | undefined) =>
    limit.run(attempt, async () => {
      looked += 1;
      return found;
    });
  return {
    clock,
    limit,
    looked: () => looked,
    right: (attempt: LogInAttempt) => tryWith(attempt, "account"),
    wrong: (attempt: LogInAttempt) => tryWith(attempt, undefined),
    wrongTimes: async (count: number, attemptOf: (index: number) => LogInAttempt) => {
      for (let index = 0; index < count; index += 1) await tryWith(attemptOf(index), undefined);
    },
  };
}

const checked = (found: "account" | undefined) => ({ status: "checked", found });
const tooMany = (retryAfterSeconds: number) => ({ status: "too-many", retryAfterSeconds });
const from = (client: string) => ({ ...asha, client });

describe("the limit of wrong passwords", () => {
  it("lets a right one in up to the limit, and forgets what was wrong before it [SEC-B2]", async () => {
    const { right, wrong, wrongTimes } = aLimit();
    await wrongTimes(2, () => asha);
    expect(await right(asha)).toEqual(checked("account"));
    await wrongTimes(2, () => asha);
    expect(await wrong(asha)).toEqual(checked(undefined));
    expect(await right(asha)).toEqual(tooMany(60));
  });

  it("looks at no password beyond it, until the time from the first wrong one is over [SEC-B2]", async () => {
    const { clock, looked, right, wrongTimes } = aLimit();
    await wrongTimes(1, () => asha);
    clock.now = 20_000;
    await wrongTimes(5, () => asha);
    expect(looked()).toBe(3);
    expect(await right(asha)).toEqual(tooMany(40));
    clock.now = 60_000;
    expect(await right(asha)).toEqual(checked("account"));
  });

  it("counts for one address from every client, and leaves the others alone [SEC-B2]", async () => {
    const { right, wrongTimes } = aLimit();
    await wrongTimes(3, (index) => from(`198.51.100.${index}`));
    expect(await right(asha)).toEqual(tooMany(60));
    expect(await right({ ...asha, email: "vikram@example.com" })).toEqual(checked("account"));
  });

  it("counts for one client over every address, and leaves the others alone [SEC-B2]", async () => {
    const { right, wrongTimes } = aLimit();
    await wrongTimes(5, (index) => ({ ...asha, email: `guess.${index}@example.com` }));
    expect(await right(asha)).toEqual(tooMany(60));
    expect(await right(from("198.51.100.7"))).toEqual(checked("account"));
  });

  it("takes no right password for a wrong one of the client, however often it comes [SEC-B2]", async () => {
    const { right } = aLimit();
    for (let index = 0; index < 20; index += 1) expect(await right(asha)).toEqual(checked("account"));
    const many = await Promise.all(Array.from({ length: 3 }, () => right(asha)));
    expect(many).toEqual([checked("account"), checked("account"), checked("account")]);
    expect(await right(asha)).toEqual(checked("account"));
  });

  it("is as many for guesses that come at once as for those that come in turn [SEC-B2]", async () => {
    const { looked, wrong } = aLimit();
    await Promise.all(Array.from({ length: 20 }, () => wrong(asha)));
    expect(looked()).toBe(3);
  });

  it("counts nothing where the store fails before it has looked [SEC-B2]", async () => {
    const { limit, right } = aLimit();
    for (let index = 0; index < 20; index += 1) {
      await expect(limit.run(asha, () => Promise.reject(new Error("no database")))).rejects.toThrow("no database");
    }
    expect(await right(asha)).toEqual(checked("account"));
  });
});
