import { createExchange, systemClock, type Clock } from "@notice-consent/client";
import { ConsentError, consentBase } from "@notice-consent/contract";
import { splitApiKey, type CreateSessionBody } from "@notice-consent/contract/users-api";
import { createUsersApiCaller } from "./caller.ts";
import { createEndUserTokens, type EndUserTokens } from "./end-user-tokens.ts";
import { createProfileEvents, type ProfileEvents } from "./events.ts";
import { createProfileUsers, type ProfileUsers } from "./users.ts";

/** What your backend needs to use the Users API; the options of `createConsentServer` fit. */
export interface UsersApiOptions {
  /** Secret. An API key of the workspace, or the pair that a service of the same kind gave you. */
  readonly apiKey: string | Pick<CreateSessionBody, "key" | "secret">;
  /** Address of the consent service, with or without a trailing `/consent`. */
  readonly baseUrl: string;
  /** The organisation, `organization_id` in this API. */
  readonly organisationUuid: string;
  /** By default the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Longest time that one call takes in all, a session and a repetition included; 10,000 when absent. */
  readonly timeoutMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * The Users API as your backend uses it. Its session opens with the first call and renews itself.
 * Expected outcomes are values; everything else rejects with a `ConsentError` that quotes neither request nor answer.
 */
export interface UsersApi {
  readonly users: ProfileUsers;
  readonly events: ProfileEvents;
  readonly tokens: EndUserTokens;
}

const defaultTimeoutMs = 10_000;

/** Opens the Users API with an API key. Throws a `CONFIGURATION` error that names what is missing. */
export function createUsersApi(options: UsersApiOptions): UsersApi {
  const { apiKey, baseUrl, organisationUuid, fetch, clock = systemClock } = options;
  const missing = Object.entries({ apiKey, baseUrl, organisationUuid }).filter(([, value]) => isBlank(value));
  if (missing.length > 0) throw misconfigured(`createUsersApi needs ${missing.map(([name]) => name).join(", ")}.`);
  const pair = typeof apiKey === "string" ? splitApiKey(apiKey.trim()) : apiKey;
  if (pair === undefined || isBlank(pair.key) || isBlank(pair.secret)) {
    throw misconfigured("apiKey is no API key. Give it as it was issued, or as a pair of key and secret.");
  }
  assertAddress(baseUrl);
  const call = createUsersApiCaller({
    exchange: createExchange({ fetch, clock }),
    baseUrl,
    organizationId: organisationUuid,
    pair,
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    clock,
  });
  return {
    users: createProfileUsers(call),
    events: createProfileEvents(call),
    tokens: createEndUserTokens(call, organisationUuid),
  };
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

function assertAddress(baseUrl: string): void {
  try {
    consentBase(baseUrl);
  } catch {
    throw misconfigured("baseUrl is not a usable address. Give the http(s) address of the consent service.");
  }
}

function misconfigured(message: string): ConsentError {
  return new ConsentError("CONFIGURATION", { message });
}
