import {
  consentBase,
  submitConsentBody,
  type ConsentRecord,
  type Endpoint,
  type Notice,
  type ParsedSubmission,
  type SubmitConsentBody,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import { aNotice } from "../builders/notice.ts";
import { machineTime, type FixtureClock } from "../fake-clock.ts";
import { fixtureApiKey, fixtureBaseUrl, fixtureOrganisationUuid, fixtureWorkspaceUuid } from "../fixture-address.ts";
import { stableUuid } from "../stable-uuid.ts";
import { createExchange } from "./exchange.ts";
import { createFaultScript, type Fault } from "./faults.ts";
import { createLedger, type LedgerEvent } from "./ledger.ts";
import { createNoticeboard } from "./noticeboard.ts";
import { createPeople, primaryOf, recordKey } from "./people.ts";
import { createRequestLog, type RequestLog } from "./request-log.ts";
import { identityOf, recordOf, routesOf, type PersonIds, type Workspace } from "./routes.ts";
import { createSessions } from "./sessions.ts";

/** What a fixture service starts with. */
export interface FixtureServiceOptions extends Partial<WorkspaceAddress> {
  /** The notices it serves; by default `aNotice()` alone. Each is moved into the service's workspace. */
  readonly notices?: readonly Notice[];
  /** Where it is mounted; by default `https://consent.test/consent`. */
  readonly baseUrl?: string;
  readonly apiKey?: string;
  /** How long every answer takes, in milliseconds. */
  readonly latencyMs?: number;
  readonly clock?: Pick<FixtureClock, "now" | "setTimeout">;
}

/** A pair of tokens as the client takes it. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** End of the refresh token, ISO 8601 UTC. */
  readonly expiresAt: string;
}

/** A consent service in memory, on the rules of the contract. */
export interface FixtureService extends WorkspaceAddress {
  /** Ends in `/consent`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly notices: readonly Notice[];
  /** Answers like the service, in the shape of the platform's `fetch`. */
  readonly fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
  readonly requests: RequestLog;
  /** How long every answer takes from now on, in milliseconds. */
  latencyMs: number;
  /** While true, no request arrives. */
  offline: boolean;
  /** Scripts what happens to the next request for an endpoint; several wait in line. */
  next(endpoint: Endpoint, fault: Fault): void;
  /** Scripts what happens to every request for an endpoint from now on; `undefined` ends it. */
  always(endpoint: Endpoint, fault: Fault | undefined): void;
  /** Tokens for a person, as your backend would get them, without a request. */
  issue(person: PersonIds): IssuedTokens;
  /** Makes every access token issued so far answer `TOKEN_EXPIRED`. */
  expireAccessTokens(): void;
  /** Makes every refresh token issued so far answer `SESSION_REVOKED`. */
  revokeSessions(): void;
  /** Puts up a notice or a new version of one; purposes that changed are asked again. */
  publish(notice: Notice): Notice;
  /** Records a decision of a person, as a request from somewhere else would; throws when it is refused. */
  decide(person: PersonIds, body: SubmitConsentBody): void;
  /** What counts for a person now; the notice may be left out when there is only one. */
  record(orgUserId: string, noticeUuid?: string): ConsentRecord;
  /** Every recorded decision, or those that count for one person. */
  events(orgUserId?: string): readonly LedgerEvent[];
}

/** Starts a consent service that lives in this page or process alone. */
export function createFixtureService(options: FixtureServiceOptions = {}): FixtureService {
  const address: WorkspaceAddress = {
    organisationUuid: options.organisationUuid ?? fixtureOrganisationUuid,
    workspaceUuid: options.workspaceUuid ?? fixtureWorkspaceUuid,
  };
  const baseUrl = consentBase(options.baseUrl ?? fixtureBaseUrl);
  const apiKey = options.apiKey ?? fixtureApiKey;
  const clock = options.clock ?? machineTime;
  const now = (): string => new Date(clock.now()).toISOString();
  let issued = 0;
  const newUuid = (): string => stableUuid(`${address.workspaceUuid} ${++issued}`);

  const people = createPeople(address, newUuid, now);
  const workspace: Workspace = {
    address,
    people,
    now,
    sessions: createSessions({
      address,
      now: () => clock.now(),
      userUuid: ({ value }) => {
        const person = people.byIdentifier(value);
        return person === undefined ? undefined : primaryOf(person).user.uuid;
      },
    }),
    noticeboard: createNoticeboard((options.notices ?? [aNotice()]).map(inside(address)), people, now),
    ledger: createLedger(people, newUuid, () => new Date(clock.now())),
  };
  const { log, write } = createRequestLog();
  const faults = createFaultScript();
  const line = { latencyMs: options.latencyMs ?? 0, offline: false };

  return {
    ...address,
    baseUrl,
    apiKey,
    requests: log,
    get notices() {
      return workspace.noticeboard.all;
    },
    get latencyMs() {
      return line.latencyMs;
    },
    set latencyMs(ms) {
      line.latencyMs = ms;
    },
    get offline() {
      return line.offline;
    },
    set offline(offline) {
      line.offline = offline;
    },
    fetch: createExchange({
      baseUrl,
      apiKey,
      address,
      clock,
      line,
      faults,
      write,
      sessions: workspace.sessions,
      routes: routesOf(workspace),
    }),
    next: (endpoint, fault) => faults.add(endpoint, fault),
    always: (endpoint, fault) => faults.stand(endpoint, fault),
    issue(person) {
      const pair = workspace.sessions.open(identityOf(address, person));
      return { accessToken: pair.token, refreshToken: pair.refresh_token ?? "", expiresAt: pair.expires_at ?? "" };
    },
    expireAccessTokens: () => workspace.sessions.expireAccessTokens(),
    revokeSessions: () => workspace.sessions.revokeAll(),
    publish: (notice) => workspace.noticeboard.publish(inside(address)(notice)),
    decide(person, body) {
      const bearer = { identity: identityOf(address, person), revoked: false };
      const notice = workspace.noticeboard.find(body.notice_uuid);
      if (notice === undefined) throw new RangeError(`There is no notice ${body.notice_uuid}.`);
      const call = { body: parsed(body), text: "", idempotencyKey: undefined };
      const outcome = workspace.ledger.submit(bearer, notice, call);
      if (outcome.status === "refused") throw new Error(outcome.message);
    },
    record(orgUserId, noticeUuid = workspace.noticeboard.all[0]?.uuid ?? "") {
      return recordOf(workspace, identityOf(address, { orgUserId }), recordKey(noticeUuid, undefined));
    },
    events(orgUserId) {
      if (orgUserId === undefined) return workspace.ledger.events;
      const person = people.byIdentifier(orgUserId);
      const circle = new Set(
        people.all.filter((other) => person && primaryOf(other) === primaryOf(person)).map(({ user }) => user.uuid),
      );
      return workspace.ledger.events.filter(({ userUuid }) => circle.has(userUuid));
    },
  };
}

function inside(address: WorkspaceAddress): (notice: Notice) => Notice {
  return (notice) => ({
    ...notice,
    organisation_uuid: address.organisationUuid,
    workspace_uuid: address.workspaceUuid,
  });
}

function parsed(body: SubmitConsentBody): ParsedSubmission {
  const read = submitConsentBody["~standard"].validate(body);
  if (read instanceof Promise || read.issues !== undefined) throw new TypeError("The body is not a submission's.");
  return read.value;
}
