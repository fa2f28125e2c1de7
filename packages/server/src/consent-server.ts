import { createTransport, systemClock, type Clock } from "@notice-consent/client";
import { ConsentError, type WorkspaceAddress } from "@notice-consent/contract";
import { withApiKey } from "./api-key-fetch.ts";
import { createConflictReview, type ConflictReview, type ConflictStore, type IdentityConflict } from "./conflict.ts";
import { createConsolidate, type Consolidate } from "./consolidate.ts";
import { createCaller } from "./caller.ts";
import { createNotices, type Notices } from "./notices.ts";
import { createCustomers, type Customers } from "./customers.ts";
import {
  createPendingLinks,
  memoryPendingLinkStore,
  type PendingLinks,
  type PendingLinkStore,
} from "./pending-links.ts";
import { createRegistrations, type RegistrationOutbox, type Registrations } from "./registration.ts";
import { createTokens, type Tokens } from "./tokens.ts";
import { createUsers, type Users } from "./users.ts";

/** What your backend needs to speak for its workspace. */
export interface ConsentServerOptions extends WorkspaceAddress {
  /** Secret. Sent as `X-CMS-API-Key` and shown nowhere else. */
  readonly apiKey: string;
  /** Address of the consent service, with or without a trailing `/consent`. */
  readonly baseUrl: string;
  /** By default the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Longest time that one call takes in all, a repetition included; 10,000 when absent. */
  readonly timeoutMs?: number | undefined;
  readonly clock?: Clock | undefined;
  /** Hears of every conflict that linking meets. What it throws is lost. */
  readonly onConflict?: ((conflict: IdentityConflict) => void | Promise<void>) | undefined;
  /** Keeps the conflicts to review; none are kept when absent. */
  readonly conflicts?: ConflictStore | undefined;
  /** Keeps identifiers that nobody has consented under yet; they stand in the result alone when absent. */
  readonly pendingLinks?: PendingLinkStore | undefined;
  /** How long a link may wait; 90 days when absent. */
  readonly keepPendingForMs?: number | undefined;
  /** Keeps registrations until the consent service has them. */
  readonly registrations?: RegistrationOutbox | undefined;
}

/**
 * The consent API as your backend uses it.
 * Expected outcomes are values; everything else rejects with a `ConsentError` that quotes neither request nor answer.
 */
export interface ConsentServer {
  readonly tokens: Tokens;
  readonly users: Users;
  readonly notices: Notices;
  /** Creates the person's user, or finds it, and links the e-mail, the phone and the other identifiers. */
  readonly consolidateUser: Consolidate;
  /** {@link ConsentServer.consolidateUser} for a customer of a CRM, with `metadata.source` set to `crm_sync`. */
  readonly syncCustomer: Customers["sync"];
  /** The same for a list, some at a time, with progress and what became of each. */
  readonly syncCustomers: Customers["syncAll"];
  /** Links that wait for a consent; there are none without a store. */
  readonly pendingLinks: PendingLinks;
  /** Registrations that survive an exit half-way; every call rejects without an outbox. */
  readonly registrations: Registrations;
  /** What linking could not decide. */
  readonly conflicts: Pick<ConflictReview, "list" | "resolve">;
}

const defaultTimeoutMs = 10_000;
const defaultKeepMs = 90 * 86_400_000;

/** Opens the consent API with an API key. Throws a `CONFIGURATION` error that names what is missing. */
export function createConsentServer(options: ConsentServerOptions): ConsentServer {
  const { apiKey, baseUrl, organisationUuid, workspaceUuid, fetch, clock = systemClock } = options;
  requireGiven({ apiKey, baseUrl, organisationUuid, workspaceUuid });
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw misconfigured("apiKey has characters that a header cannot carry.");
  const call = createCaller({
    transport: createTransport({ baseUrl, fetch: withApiKey(fetch, apiKey), clock }),
    keyless: createTransport({ baseUrl, fetch, clock }),
    apiKey,
    address: { organisationUuid, workspaceUuid },
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    clock,
  });
  const tokens = createTokens(call);
  const users = createUsers(call);
  const review = createConflictReview(options.conflicts, options.onConflict);
  const { pendingLinks: pending, keepPendingForMs: keepForMs = defaultKeepMs, registrations: outbox } = options;
  const consolidateUser = createConsolidate({ users, review, pending, clock });
  const { sync, syncAll } = createCustomers(consolidateUser);
  return {
    tokens,
    users,
    notices: createNotices(call, tokens),
    consolidateUser,
    syncCustomer: sync,
    syncCustomers: syncAll,
    pendingLinks: createPendingLinks({ users, review, store: pending ?? memoryPendingLinkStore(), clock, keepForMs }),
    registrations: createRegistrations(consolidateUser, outbox ?? missingOutbox),
    conflicts: { list: () => review.list(), resolve: (conflict) => review.resolve(conflict) },
  };
}

const missingOutbox: RegistrationOutbox = {
  put: refuseWithoutOutbox,
  remove: refuseWithoutOutbox,
  list: refuseWithoutOutbox,
};

async function refuseWithoutOutbox(): Promise<never> {
  throw misconfigured("Registrations need an outbox: pass the option registrations to createConsentServer.");
}

function requireGiven(values: Readonly<Record<string, string | undefined>>): void {
  const missing = Object.keys(values).filter((name) => !values[name]?.trim());
  if (missing.length > 0) throw misconfigured(`createConsentServer needs ${missing.join(", ")}.`);
}

function misconfigured(message: string): ConsentError {
  return new ConsentError("CONFIGURATION", { message });
}
