import { createUser, linkUsers, updateUser } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { createConsentServer } from "./consent-server.ts";
import { memoryConflictStore } from "./conflict.ts";
import { decideAs, openConsent } from "./consent.test-data.ts";

const email = "asha@example.org";
const mobile = "+919876543210";

describe("bringing a person together", () => {
  it("creates the primary and links what was decided by e-mail and by phone [W71]", async () => {
    const { service, consent } = openConsent();
    await decideAs(service, { email });
    await decideAs(service, { mobile });
    expect(await consent.consolidateUser({ orgUserId: "customer_1", email, mobile, name: "Asha" })).toMatchObject({
      status: "consolidated",
      user: { org_user_id: "customer_1", primary_email: email, primary_mobile: mobile, name: "Asha" },
      result: { linked: [email, mobile], already_linked: [], not_found: [], conflicts: [] },
      heldByOthers: [],
    });
    expect(service.events("customer_1")).toHaveLength(2);
  });

  it("shows all four results of linking at once [W71, R-F10, I-N6]", async () => {
    const { service, consent } = openConsent();
    for (const orgUserId of ["web", "app", "kiosk"]) await decideAs(service, { orgUserId });
    await consent.consolidateUser({ orgUserId: "customer_1", aliases: ["web"] });
    await consent.consolidateUser({ orgUserId: "customer_2", aliases: ["kiosk"] });
    const outcome = await consent.consolidateUser({
      orgUserId: "customer_1",
      aliases: ["app", "web", "kiosk", "letter", "app", " "],
    });
    expect(outcome).toMatchObject({
      result: {
        linked: ["app"],
        already_linked: ["web"],
        not_found: ["letter"],
        conflicts: [{ org_user_id: "kiosk", existing_primary_org_user_id: "customer_2" }],
      },
    });
  });

  it("can be repeated, and after every lost answer, to the same end [R-F12]", async () => {
    for (const endpoint of [createUser, linkUsers]) {
      const { service, consent } = openConsent();
      await decideAs(service, { email });
      const person = { orgUserId: "customer_1", email, name: "Asha", metadata: { tier: 1 } };
      service.next(endpoint, "drop-answer");
      await consent.consolidateUser(person).catch(() => undefined);
      const again = await consent.consolidateUser(person);
      expect(again).toMatchObject({ user: { primary_email: email, name: "Asha", metadata: { tier: 1 } } });
      expect(await consent.consolidateUser(person)).toMatchObject({ result: { already_linked: [email] } });
      expect(service.requests.to(updateUser)).toEqual([]);
      expect(service.events("customer_1")).toHaveLength(1);
    }
  });

  it("brings a user that is there up to date, and touches nothing else", async () => {
    const { consent } = openConsent();
    await consent.users.create({ org_user_id: "customer_1", name: "A.", metadata: { kept: true, tier: 1 } });
    const outcome = await consent.consolidateUser({
      orgUserId: "customer_1",
      email,
      name: "Asha",
      metadata: { tier: 2 },
    });
    expect(outcome).toMatchObject({
      user: { name: "Asha", primary_email: email, metadata: { kept: true, tier: 2 } },
    });
  });
});

describe("a contact that is somebody's", () => {
  it("on another channel is linked and then taken over [W71]", async () => {
    const { service, consent } = openConsent();
    // A channel user with the address as its contact, which only a service of another make has.
    await decideAs(service, { email });
    const channel = await consent.users.getByOrgUserId(email);
    await consent.users.update(channel?.uuid ?? "", { primary_email: email });
    expect(await consent.users.create({ org_user_id: "customer_1", primary_email: email })).toMatchObject({
      type: "EMAIL_EXISTS_DIFFERENT_USER",
    });
    const outcome = await consent.consolidateUser({ orgUserId: "customer_1", email });
    expect(outcome).toMatchObject({ status: "consolidated", result: { linked: [email] } });
    expect(service.events("customer_1")).toHaveLength(1);
  });

  it("in another account is neither taken nor linked: that account keeps its decisions [W61, W71]", async () => {
    const conflicts = memoryConflictStore();
    const { service, consent } = openConsent({ conflicts });
    await consent.consolidateUser({ orgUserId: "customer_1", email, mobile });
    await decideAs(service, { orgUserId: "customer_1" });
    for (let time = 0; time < 2; time++) {
      const outcome = await consent.consolidateUser({ orgUserId: "customer_2", email, mobile });
      expect(outcome).toMatchObject({
        status: "consolidated",
        user: { org_user_id: "customer_2", primary_email: null, primary_mobile: null },
        result: { linked: [], already_linked: [], conflicts: [] },
        heldByOthers: [
          { field: "email", type: "EMAIL_EXISTS_SAME_USER" },
          { field: "mobile", type: "PHONE_EXISTS_SAME_USER" },
        ],
      });
    }
    expect(service.events("customer_2")).toEqual([]);
    // The first time nothing is asked for that is known to be refused; the second time it is looked at anew.
    expect(service.requests.to(updateUser)).toHaveLength(2);
    expect(await conflicts.list()).toEqual([
      { kind: "contact-of-another", orgUserId: "customer_2", field: "email" },
      { kind: "contact-of-another", orgUserId: "customer_2", field: "mobile" },
    ]);
  });

  it("is not linked either where a service says of a conflict no more than that", async () => {
    const { service } = openConsent();
    const terse: typeof fetch = async (input, init) =>
      init?.method === "PATCH" ? Response.json({ message: "taken" }, { status: 409 }) : service.fetch(input, init);
    const { apiKey, baseUrl, organisationUuid, workspaceUuid } = service;
    const consent = createConsentServer({ apiKey, baseUrl, organisationUuid, workspaceUuid, fetch: terse });
    await consent.consolidateUser({ orgUserId: "customer_1", email });
    await consent.users.create({ org_user_id: "customer_2" });
    const outcome = await consent.consolidateUser({ orgUserId: "customer_2", email });
    expect(outcome).toMatchObject({ result: { linked: [] }, heldByOthers: [{ field: "email", type: undefined }] });
  });
});

describe("an id that is an alias by now", () => {
  it("is no primary: it is another user's, and its record stays as it was", async () => {
    const { service, consent } = openConsent();
    await decideAs(service, { orgUserId: "old_1" });
    await consent.consolidateUser({ orgUserId: "customer_1", aliases: ["old_1"] });
    const before = await consent.users.getByOrgUserId("old_1");
    await decideAs(service, { orgUserId: "web" });
    const person = { orgUserId: "old_1", email, name: "Asha", metadata: { tier: 1 }, aliases: ["web"] };
    expect(await consent.consolidateUser(person)).toMatchObject({ status: "id-of-another" });
    expect(service.events("customer_1")).toHaveLength(1);
    expect(await consent.users.getByOrgUserId("old_1")).toEqual(before);
  });

  it("is a conflict for each identifier that found no primary, where the service does not say whose it is", async () => {
    const { service, consent } = openConsent({ conflicts: memoryConflictStore() });
    await decideAs(service, { orgUserId: "old_1" });
    await consent.consolidateUser({ orgUserId: "customer_1", aliases: ["old_1"] });
    for (let time = 0; time < 2; time++) await consent.consolidateUser({ orgUserId: "old_1", aliases: ["web", "app"] });
    const conflict = { kind: "id-of-another", orgUserId: "old_1" } as const;
    expect(await consent.conflicts.list()).toEqual([
      { ...conflict, aliasOrgUserId: "web" },
      { ...conflict, aliasOrgUserId: "app" },
    ]);
    await consent.conflicts.resolve({ ...conflict, aliasOrgUserId: "web" });
    expect(await consent.conflicts.list()).toEqual([{ ...conflict, aliasOrgUserId: "app" }]);
  });
});

describe("conflicts", () => {
  it("are told to the host as they come, and wait in its store until they are resolved [W71]", async () => {
    const heard: unknown[] = [];
    const { service, consent } = openConsent({
      conflicts: memoryConflictStore(),
      onConflict: (conflict) => {
        heard.push(conflict);
        throw new Error("a listener that fails");
      },
    });
    await decideAs(service, { orgUserId: "kiosk" });
    await consent.consolidateUser({ orgUserId: "customer_1", aliases: ["kiosk"] });
    await consent.consolidateUser({ orgUserId: "customer_2", aliases: ["kiosk"] });
    await consent.consolidateUser({ orgUserId: "customer_2", aliases: ["kiosk"] });
    const conflict = {
      kind: "alias-of-another",
      orgUserId: "customer_2",
      aliasOrgUserId: "kiosk",
      otherOrgUserId: "customer_1",
    } as const;
    expect(heard).toEqual([conflict, conflict]);
    expect(await consent.conflicts.list()).toEqual([conflict]);
    await consent.conflicts.resolve(conflict);
    expect(await consent.conflicts.list()).toEqual([]);
  });

  it("are kept nowhere unless the host asks for it", async () => {
    const { service, consent } = openConsent();
    await decideAs(service, { orgUserId: "kiosk" });
    await consent.consolidateUser({ orgUserId: "customer_1", aliases: ["kiosk"] });
    await consent.consolidateUser({ orgUserId: "customer_2", aliases: ["kiosk"] });
    expect(await consent.conflicts.list()).toEqual([]);
  });
});
