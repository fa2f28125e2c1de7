import type { DatabaseLocation } from "./db/open.ts";

/** What the process was told, checked. */
export interface Settings {
  readonly production: boolean;
  readonly database: DatabaseLocation;
  /** Absent in development, where one is made and kept with the data. */
  readonly secret: string | undefined;
  readonly issuer: string | undefined;
  readonly graceSeconds: number;
}

/** Settings, or every problem with them at once. */
export type ReadSettings =
  | { readonly status: "valid"; readonly settings: Settings }
  | { readonly status: "invalid"; readonly problems: readonly string[] };

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const defaultData = ".data/backend";
const shortestSecret = 32;

/**
 * Reads the environment. `data` is a directory or `memory`, from the command line; it stands above `DATABASE_URL`.
 * In production a weak or missing secret and an embedded database that was not asked for by name are problems.
 */
export function readSettings(environment: Environment, data?: string): ReadSettings {
  const problems: string[] = [];
  const read = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const production = read("NODE_ENV") === "production";
  const secret = read("CONSENT_SECRET");
  const databaseUrl = data === undefined ? read("DATABASE_URL") : undefined;

  if (secret === undefined ? production : isWeak(secret)) {
    problems.push(`CONSENT_SECRET has to be at least ${shortestSecret} characters that cannot be guessed.`);
  }
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\/./.test(databaseUrl)) {
    problems.push("DATABASE_URL has to start with postgres:// or postgresql://.");
  }
  if (production && databaseUrl === undefined && read("CONSENT_DATABASE") !== "embedded") {
    problems.push(
      "DATABASE_URL is missing. To run production on the embedded database, say CONSENT_DATABASE=embedded.",
    );
  }
  const graceSeconds = Number(read("CONSENT_REFRESH_GRACE_SECONDS") ?? 30);
  if (!Number.isInteger(graceSeconds) || graceSeconds < 0 || graceSeconds > 60) {
    problems.push("CONSENT_REFRESH_GRACE_SECONDS has to be a whole number from 0 to 60.");
  }
  const poolSize = Number(read("CONSENT_POOL_SIZE") ?? 10);
  if (!Number.isInteger(poolSize) || poolSize < 1 || poolSize > 100) {
    problems.push("CONSENT_POOL_SIZE has to be a whole number from 1 to 100.");
  }
  if (problems.length > 0) return { status: "invalid", problems };

  const database: DatabaseLocation =
    databaseUrl === undefined
      ? { kind: "embedded", data: data ?? read("CONSENT_DATA") ?? defaultData }
      : { kind: "server", url: databaseUrl, poolSize };
  return { status: "valid", settings: { production, database, secret, issuer: read("CONSENT_ISSUER"), graceSeconds } };
}

function isWeak(secret: string): boolean {
  return secret.length < shortestSecret || new Set(secret).size < 10;
}
