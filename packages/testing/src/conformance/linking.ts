import { generateTokens, linkUsers } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { aSubmission } from "../builders/decision.ts";
import { unique, uniqueEmail, type Wire, type WireAnswer } from "./wire.ts";

const someText: unknown = expect.any(String);

/** Joining the identities of one person. */
export function linkingConformance(open: () => Wire): void {
  describe("linking users", () => {
    it("puts every alias into exactly one of four lists, and repeats harmlessly [W65]", async () => {
      const wire = open();
      const [primary, other, alias, taken, absent] = [
        unique("user"),
        unique("user"),
        unique("temp"),
        unique("temp"),
        unique("temp"),
      ];
      await wire.create({ org_user_id: primary });
      await wire.create({ org_user_id: other });
      await decide(wire, alias);
      await decide(wire, taken);
      await link(wire, other, [taken]);
      const first = await link(wire, primary, [alias, taken, absent]);
      expect(first.status).toBe(200);
      expect(first.detail).toMatchObject({
        primary_user_uuid: someText,
        linked: [alias],
        already_linked: [],
        not_found: [absent],
        conflicts: [{ org_user_id: taken, existing_primary_org_user_id: other }],
      });
      const again = await link(wire, primary, [alias, taken, absent]);
      expect(again.detail).toMatchObject({ linked: [], already_linked: [alias], not_found: [absent] });
    });

    it("counts a repeated id once, and the primary's own as linked already", async () => {
      const wire = open();
      const [primary, alias] = [unique("user"), unique("temp")];
      await wire.create({ org_user_id: primary });
      await decide(wire, alias);
      const { detail } = await link(wire, primary, [alias, alias, primary]);
      expect(detail).toMatchObject({ linked: [alias], already_linked: [primary], not_found: [], conflicts: [] });
    });

    it("moves the aliases of an alias to the new primary", async () => {
      const wire = open();
      const [first, second, alias] = [unique("user"), unique("user"), unique("temp")];
      await wire.create({ org_user_id: first });
      await wire.create({ org_user_id: second });
      await decide(wire, alias);
      await link(wire, first, [alias]);
      await link(wire, second, [first]);
      expect((await link(wire, second, [alias])).detail).toMatchObject({ already_linked: [alias] });
    });

    it("answers 404 {message} for an unknown primary and 422 {message} for one that is an alias [W65]", async () => {
      const wire = open();
      const [primary, alias] = [unique("user"), unique("temp")];
      await wire.create({ org_user_id: primary });
      await decide(wire, alias);
      await link(wire, primary, [alias]);
      const unknown = await link(wire, unique("nobody"), [alias]);
      const isAlias = await link(wire, alias, [unique("temp")]);
      expect([unknown.status, unknown.body["message"]]).toEqual([404, someText]);
      expect([isAlias.status, isAlias.body["message"]]).toEqual([422, someText]);
    });

    it("refuses more than 200 aliases with 422", async () => {
      const answer = await link(
        open(),
        unique("user"),
        Array.from({ length: 201 }, () => unique("temp")),
      );
      expect([answer.status, answer.code]).toEqual([422, "VALIDATION_FAILED"]);
    });

    it("lets what an alias decided count for its primary, and what it decides later too [W66]", async () => {
      const wire = open();
      const [primary, alias] = [unique("user"), unique("temp")];
      await decide(wire, alias);
      await wire.create({ org_user_id: primary });
      const asPrimary = await wire.tokenFor({ org_user_id: primary });
      expect((await wire.read(asPrimary, "all")).status).toBe(200);
      await link(wire, primary, [alias]);
      expect((await wire.read(asPrimary, "all")).status).toBe(409);
      await decide(wire, alias, "nothing");
      expect((await wire.read(asPrimary, "required")).status).toBe(200);
    });

    it("lets the later of two decisions win, whichever identity took it [W66]", async () => {
      const wire = open();
      const [primary, alias] = [unique("user"), unique("temp")];
      await decide(wire, alias, "nothing");
      await pause();
      await decide(wire, primary, "everything");
      await link(wire, primary, [alias]);
      expect((await wire.read(await wire.tokenFor({ org_user_id: alias }), "all")).status).toBe(409);
    });

    it("lets a later refusal win over an earlier grant [W66]", async () => {
      const wire = open();
      const [primary, alias] = [unique("user"), unique("temp")];
      await decide(wire, primary, "everything");
      await pause();
      await decide(wire, alias, "nothing");
      await link(wire, primary, [alias]);
      expect((await wire.read(await wire.tokenFor({ org_user_id: primary }), "required")).status).toBe(200);
    });

    it("joins the e-mail identity of a person to the primary with that contact [W71]", async () => {
      const wire = open();
      const [primary, email] = [unique("user"), uniqueEmail()];
      await wire.submit(await wire.tokenFor({ email }), aSubmission(await wire.notice()));
      await wire.create({ org_user_id: primary, primary_email: email });
      expect((await link(wire, primary, [email])).detail).toMatchObject({ linked: [email] });
      expect((await wire.read(await wire.tokenFor({ org_user_id: primary }), "all")).status).toBe(409);
    });
  });

  it("carries the sign-up flow: temporary token, consent, user, link, new token with nothing left to ask [W68]", async () => {
    const wire = open();
    const [temporary, user, email] = [unique("temp"), unique("user"), uniqueEmail()];
    await decide(wire, temporary);
    expect((await wire.create({ org_user_id: user, primary_email: email, name: "Asha Rao" })).status).toBe(201);
    expect((await link(wire, user, [temporary])).detail).toMatchObject({ linked: [temporary] });
    const tokens = await wire.call(generateTokens, { body: { org_user_id: user, email } });
    expect((await wire.read(String(tokens.detail["token"]), "all")).code).toBe("CONSENT_ALREADY_PROVIDED");
  });
}

async function decide(wire: Wire, orgUserId: string, ticks: "everything" | "nothing" = "everything"): Promise<void> {
  const answer = await wire.submit(
    await wire.tokenFor({ org_user_id: orgUserId }),
    aSubmission(await wire.notice(), ticks),
  );
  expect(answer.status).toBe(201);
}

function link(wire: Wire, primary: string, aliases: readonly string[]): Promise<WireAnswer> {
  return wire.call(linkUsers, { body: { primary_org_user_id: primary, alias_org_user_ids: aliases } });
}

// The fixture dates decisions to the millisecond; two in the same one would be a tie.
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
