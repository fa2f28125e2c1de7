import {
  coverage,
  createUser,
  generateTokens,
  getUser,
  getUserByOrgUserId,
  linkUsers,
  readNotice,
  readPublicNotice,
  refreshTokens,
  submitConsent,
  updateUser,
  validateModes,
  type ConsentRecord,
  type Notice,
  type ValidateAgainst,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import type { Ledger } from "./ledger.ts";
import { recordAt } from "./merged-record.ts";
import type { Noticeboard } from "./noticeboard.ts";
import { done, refused } from "./outcome.ts";
import { recordKey, type Identity, type People } from "./people.ts";
import { route, type Route } from "./route.ts";
import { subjectOf, type Sessions } from "./sessions.ts";
import { changePerson, createPerson, linkPeople } from "./user-directory.ts";

/** What the routes of one workspace work on. */
export interface Workspace {
  readonly address: WorkspaceAddress;
  readonly people: People;
  readonly sessions: Sessions;
  readonly noticeboard: Noticeboard;
  readonly ledger: Ledger;
  /** ISO 8601 UTC. */
  readonly now: () => string;
}

/** The identifiers of one person; the first given of org_user_id, e-mail and phone names the identity. */
export interface PersonIds {
  readonly orgUserId?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly mobile?: string | null | undefined;
}

/** The identity that the identifiers stand for. */
export function identityOf(address: WorkspaceAddress, ids: PersonIds): Identity {
  const [kind, value] = principalOf(ids);
  return {
    kind,
    value,
    email: ids.email ?? undefined,
    mobile: ids.mobile ?? undefined,
    sub: subjectOf(address, kind, value),
  };
}

/** Every route of the consent API over one workspace. */
export function routesOf(workspace: Workspace): readonly Route[] {
  const { address, people, sessions, noticeboard, ledger, now } = workspace;
  return [
    route(generateTokens, ({ body }) =>
      done(
        sessions.open(
          identityOf(address, { orgUserId: body.org_user_id, email: body.email, mobile: body.mobile }),
          body.expires_in_days,
        ),
      ),
    ),
    route(refreshTokens, ({ body }) => sessions.refresh(body.refresh_token)),
    route(readNotice, (call) => {
      if (call.caller.kind !== "person") return refused("INVALID_TOKEN");
      if (call.caller.revoked) return refused("SESSION_REVOKED");
      const rule = ruleOf(call.query["validate_against"]);
      if (rule === undefined) return refused("VALIDATION_FAILED", { message: "validate_against is all or required." });
      const notice = noticeboard.find(call.params["notice_uuid"] ?? "");
      if (notice === undefined) return refused("NOT_FOUND");
      const record = recordOf(workspace, call.caller.identity, recordKey(notice.uuid, call.query["specific_uuid"]));
      const covered = coverage(notice, record, rule).status === "covered";
      if (covered && call.query["include_fully_consented_data"] !== "true") return refused("CONSENT_ALREADY_PROVIDED");
      return done(withRecord(notice, record));
    }),
    route(readPublicNotice, ({ params }) => {
      const notice = noticeboard.find(params["notice_uuid"] ?? "");
      return notice === undefined ? refused("NOT_FOUND") : done(notice);
    }),
    route(submitConsent, (call) => {
      if (call.caller.kind !== "person") return refused("INVALID_TOKEN");
      const notice = noticeboard.find(call.body.notice_uuid);
      if (notice === undefined) return refused("NOT_FOUND");
      return ledger.submit(call.caller, notice, call);
    }),
    route(createUser, ({ body }) => createPerson(people, body)),
    route(getUserByOrgUserId, (call) => found(people.byOrgUserId(call.params["org_user_id"] ?? ""))),
    route(getUser, (call) => found(people.byUuid(call.params["user_uuid"] ?? ""))),
    route(updateUser, ({ params, body }) => changePerson(people, params["user_uuid"] ?? "", body, now())),
    route(linkUsers, ({ body }) => linkPeople(people, body)),
  ];
}

/** What counts for an identity at this moment; nobody has decided nothing. */
export function recordOf(workspace: Workspace, identity: Identity, key: string): ConsentRecord {
  const person = workspace.people.byIdentifier(identity.value);
  return person === undefined ? {} : recordAt(workspace.people.record(person, key), workspace.now());
}

function principalOf({ orgUserId, email, mobile }: PersonIds): [Identity["kind"], string] {
  if (orgUserId) return ["org_user_id", orgUserId];
  return email ? ["email", email] : ["mobile", mobile ?? ""];
}

function ruleOf(given: string | undefined): ValidateAgainst | undefined {
  return given === undefined || given === "" ? "all" : validateModes.find((mode) => mode === given);
}

function withRecord(notice: Notice, record: ConsentRecord): Notice {
  if (Object.keys(record).length === 0) return notice;
  const asksAgain = Object.values(record).some(({ needs_reconsent }) => needs_reconsent);
  return { ...notice, purpose_selections: { ...record }, reconsent_required: asksAgain };
}

function found(person: ReturnType<People["byUuid"]>) {
  return person === undefined ? refused("USER_NOT_FOUND") : done(person.user);
}
