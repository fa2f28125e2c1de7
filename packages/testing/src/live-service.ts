import { startBackend } from "@notice-consent/backend";
import type { WorkspaceAddress } from "@notice-consent/contract";

/** The consent backend, running in this process on a free port of this machine, with the demo's notices. */
export interface LiveService extends WorkspaceAddress {
  /** Ends in `/consent`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly notices: readonly { readonly uuid: string; readonly name: string }[];
  readonly fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** What a live service starts with. */
export interface LiveServiceOptions {
  /** A PostgreSQL server; a database in memory when absent. */
  readonly databaseUrl?: string;
  /** Exact origins whose pages may call it, beside those of this machine. */
  readonly origins?: readonly string[];
  /** Seconds in which a used refresh token is still answered kindly, at most 60; 30 when absent. */
  readonly graceSeconds?: number;
}

/** Starts the real backend for a test, by default on a database in memory; Node only. */
export async function startLiveService({
  databaseUrl,
  origins = [],
  graceSeconds,
}: LiveServiceOptions = {}): Promise<LiveService> {
  const where = databaseUrl === undefined ? { data: "memory" } : { databaseUrl };
  const environment = {
    ...(origins.length > 0 && { CONSENT_ORIGINS: origins.join(",") }),
    ...(graceSeconds !== undefined && { CONSENT_REFRESH_GRACE_SECONDS: String(graceSeconds) }),
  };
  const backend = await startBackend({ port: 0, ...where, environment });
  return {
    baseUrl: backend.url,
    apiKey: backend.cmsApiKey,
    organisationUuid: backend.organisationUuid,
    workspaceUuid: backend.workspaceUuid,
    notices: backend.notices,
    fetch: (input, init) => globalThis.fetch(input, init),
    close: () => backend.close(),
  };
}
