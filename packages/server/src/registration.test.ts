import { createUser, linkUsers, updateUser } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { decideAs, openConsent } from "./consent.test-data.ts";
import { memoryRegistrationOutbox, type OutboxEntry, type RegistrationOutbox } from "./registration.ts";

const visitor = "temp_1";
const account = { orgUserId: "user_1", email: "asha@example.org", name: "Asha" };

/** A bank with one table of accounts, where a registration opens one account however often it is run. */
function openBank() {
  const accounts = new Map<string, typeof account>();
  const openAccount = async () => {
    accounts.set(visitor, account);
    return account;
  };
  return { accounts, steps: { registrationId: visitor, openAccount, aliases: [visitor] } };
}

/** An outbox that outlives an exit at one of its calls. */
function exitingAt(call: number): { readonly outbox: RegistrationOutbox; readonly survivor: RegistrationOutbox } {
  const survivor = memoryRegistrationOutbox();
  let calls = 0;
  const mayGoOn = (): void => {
    if (++calls === call) throw new Error("exit");
  };
  const outbox: RegistrationOutbox = {
    put: async (entry: OutboxEntry) => {
      mayGoOn();
      await survivor.put(entry);
      mayGoOn();
    },
    remove: async (id, consent) => {
      mayGoOn();
      await survivor.remove(id, consent);
      mayGoOn();
    },
    list: (limit) => survivor.list(limit),
  };
  return { outbox, survivor };
}

describe("a registration", () => {
  it("opens the account, makes the user and links the visitor [W68]", async () => {
    const outbox = memoryRegistrationOutbox();
    const { service, consent } = openConsent({ registrations: outbox });
    await decideAs(service, { orgUserId: visitor });
    const { steps } = openBank();
    expect(await consent.registrations.run(steps)).toMatchObject({
      status: "registered",
      account,
      consent: { status: "consolidated", result: { linked: [visitor] } },
    });
    expect(await outbox.list(10)).toEqual([]);
    expect(service.events("user_1")).toHaveLength(1);
  });

  it.each([1, 2, 3, 4])(
    "ends alike when the process exits at point %i of its outbox and it is run again [R-F12]",
    async (point) => {
      const { outbox, survivor } = exitingAt(point);
      const { service, consent } = openConsent({ registrations: outbox });
      await decideAs(service, { orgUserId: visitor });
      const { steps, accounts } = openBank();
      await expect(consent.registrations.run(steps)).rejects.toThrow("exit");
      expect(await consent.registrations.run(steps)).toMatchObject({ status: "registered" });
      expect([accounts.size, await survivor.list(10), service.events("user_1").length]).toEqual([1, [], 1]);
      expect(await consent.users.getByOrgUserId("user_1")).toMatchObject({ name: account.name });
    },
  );

  it.each([
    ["the user is created", createUser, ["offline"]],
    ["the answer to that is lost", createUser, ["drop-answer"]],
    // Linking may be repeated, and is once.
    ["the visitor is linked", linkUsers, ["offline", "offline"]],
    ["the answer to that is lost", linkUsers, ["drop-answer", "drop-answer"]],
  ] as const)(
    "waits in the outbox when the service is gone as %s, and is finished from there [R-F12]",
    async (_at, endpoint, faults) => {
      const outbox = memoryRegistrationOutbox();
      const { service, consent } = openConsent({ registrations: outbox });
      await decideAs(service, { orgUserId: visitor });
      const { steps } = openBank();
      for (const fault of faults) service.next(endpoint, fault);
      const outcome = await consent.registrations.run(steps);
      expect(outcome).toMatchObject({ status: "consent-waiting", account, error: { code: "NETWORK" } });
      expect(await consent.registrations.resume()).toEqual({ finished: 1, waiting: 0 });
      expect(await outbox.list(10)).toEqual([]);
      expect(service.events("user_1")).toHaveLength(1);
      expect(await consent.registrations.resume()).toEqual({ finished: 0, waiting: 0 });
    },
  );

  it("tries nothing more in an outage, and begins behind the one that failed the next time [R-F12]", async () => {
    const outbox = memoryRegistrationOutbox();
    const { service, consent } = openConsent({ registrations: outbox });
    for (const number of [1, 2, 3]) {
      await decideAs(service, { orgUserId: `temp_${number}` });
      const person = { orgUserId: `user_${number}`, email: undefined, mobile: undefined, name: undefined };
      await outbox.put({ registrationId: `temp_${number}`, person, aliases: [`temp_${number}`] });
    }
    service.next(createUser, "offline");
    expect(await consent.registrations.resume()).toEqual({ finished: 0, waiting: 3 });
    expect(service.requests.to(createUser)).toHaveLength(1);
    expect(await consent.registrations.resume()).toEqual({ finished: 3, waiting: 0 });
    const bodies = service.requests.to(linkUsers).map(({ body }) => body);
    expect(bodies).toMatchObject(
      ["user_2", "user_3", "user_1"].map((primary_org_user_id) => ({ primary_org_user_id })),
    );
  });

  it("tells the outbox that the visitor is somebody else's, whose consent completes no account [SEC-B2]", async () => {
    const entries = memoryRegistrationOutbox();
    const heard: unknown[] = [];
    const remove: RegistrationOutbox["remove"] = (id, consent) => {
      heard.push(consent);
      return entries.remove(id, consent);
    };
    const { service, consent } = openConsent({ registrations: { ...entries, remove } });
    await decideAs(service, { orgUserId: visitor });
    await consent.consolidateUser({ orgUserId: "user_2", aliases: [visitor] });
    await consent.registrations.run(openBank().steps);
    const conflicts = [{ org_user_id: visitor, existing_primary_org_user_id: "user_2" }];
    expect(heard).toMatchObject([{ status: "consolidated", result: { linked: [], conflicts } }]);
    expect([await entries.list(10), service.events("user_1").length]).toEqual([[], 0]);
  });

  it("joins nobody who decides under a typed address, earlier or later: that is not proven yet [SEC-B2]", async () => {
    const outbox = memoryRegistrationOutbox();
    const { service, consent } = openConsent({ registrations: outbox });
    const { email } = account;
    const mobile = "+919876543210";
    await decideAs(service, { email });
    await decideAs(service, { orgUserId: visitor });
    service.next(createUser, "offline");
    const steps = { ...openBank().steps, openAccount: async () => ({ ...account, mobile }) };
    await consent.registrations.run(steps);
    expect(JSON.stringify(await outbox.list(10))).not.toContain(email);
    await consent.registrations.resume();
    await decideAs(service, { email });
    await decideAs(service, { mobile });
    expect(service.events("user_1")).toHaveLength(1);
    expect(service.requests.to(updateUser)).toEqual([]);
    const alone = { name: account.name, primary_email: null, primary_mobile: null };
    expect(await consent.users.getByOrgUserId("user_1")).toMatchObject(alone);
    const newcomer = "ravi@example.org";
    await consent.registrations.run({
      registrationId: "temp_2",
      openAccount: async () => ({ orgUserId: "user_2", email: newcomer }),
      aliases: [],
    });
    await decideAs(service, { email: newcomer });
    expect(service.events("user_2")).toEqual([]);

    // Once they are proven, the host says so.
    await consent.consolidateUser({ orgUserId: "user_1", email, mobile });
    expect(service.events("user_1")).toHaveLength(4);
  });

  it("makes contacts the user's where the host says that they are the person's", async () => {
    const { service, consent } = openConsent({ registrations: memoryRegistrationOutbox() });
    await decideAs(service, { orgUserId: visitor });
    await consent.registrations.run({ ...openBank().steps, keepContacts: true });
    expect(await consent.users.getByOrgUserId("user_1")).toMatchObject({ primary_email: account.email });
  });

  it("fails as the account fails, and leaves nothing to do", async () => {
    const outbox = memoryRegistrationOutbox();
    const { service, consent } = openConsent({ registrations: outbox });
    const taken = new Error("This address has an account.");
    const steps = { ...openBank().steps, openAccount: () => Promise.reject(taken) };
    await expect(consent.registrations.run(steps)).rejects.toBe(taken);
    expect([await outbox.list(10), service.requests.all]).toEqual([[], []]);
  });

  it("needs an outbox", async () => {
    const { consent } = openConsent();
    await expect(consent.registrations.run(openBank().steps)).rejects.toMatchObject({ code: "CONFIGURATION" });
  });
});
