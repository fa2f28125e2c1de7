import type { DatabaseLocation } from "./db/open.ts";
import { isOrigin } from "./http/cors.ts";
import { type SettingName, settingsTable } from "./settings-table.ts";

/** What the process was told, checked. */
export interface Settings {
  readonly production: boolean;
  readonly database: DatabaseLocation;
  /** Absent in development, where one is made and kept with the data. */
  readonly secret: string | undefined;
  readonly issuer: string | undefined;
  readonly graceSeconds: number;
  readonly host: string;
  readonly publicUrl: string | undefined;
  /** Origins whose pages may call every workspace. */
  readonly origins: readonly string[];
  readonly trustedProxies: number;
  readonly rateLimitFactor: number;
  readonly admin: { readonly host: string; readonly port: number } | undefined;
  readonly checkpointMinutes: number;
  readonly stopDelaySeconds: number;
  readonly webhookLoopback: boolean;
  /** Opens the routes for development; without one there are none. */
  readonly developmentSecret: string | undefined;
}

/** Settings, or every problem with them at once. */
export type ReadSettings =
  | { readonly status: "valid"; readonly settings: Settings }
  | { readonly status: "invalid"; readonly problems: readonly string[] };

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const defaultData = ".data/backend";
const shortestSecret = 32;
const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Reads the environment. `data` is a directory or `memory`, from the command line; it stands above `DATABASE_URL`.
 * In production everything that weakens the service is a problem: a secret that can be guessed, plain http, an
 * embedded database that was not asked for by name. Problems quote no value.
 */
export function readSettings(environment: Environment, data?: string): ReadSettings {
  const problems: string[] = [];
  const read = (name: SettingName): string | undefined => environment[name]?.trim() || undefined;
  const whole = (name: SettingName, otherwise: number, least: number, most: number): number => {
    const value = Number(read(name) ?? otherwise);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    problems.push(`${name} has to be a whole number from ${least} to ${most}.`);
    return otherwise;
  };
  const oneOf = (name: SettingName, word: string): boolean => {
    const value = read(name);
    if (value !== undefined && value !== word) problems.push(`${name} can only be "${word}".`);
    return value === word;
  };
  const production = read("NODE_ENV") === "production";

  const secret = read("CONSENT_SECRET");
  if (secret === undefined ? production : isWeak(secret)) {
    problems.push(`CONSENT_SECRET has to be at least ${shortestSecret} characters that cannot be guessed.`);
  }
  const isEmbedded = oneOf("CONSENT_DATABASE", "embedded");
  const databaseUrl = data === undefined ? read("DATABASE_URL") : undefined;
  const migrationUrl = read("DATABASE_MIGRATION_URL");
  for (const [name, url] of [
    ["DATABASE_URL", databaseUrl],
    ["DATABASE_MIGRATION_URL", migrationUrl],
  ] as const) {
    if (url !== undefined && !/^postgres(ql)?:\/\/./.test(url)) {
      problems.push(`${name} has to start with postgres:// or postgresql://.`);
    }
  }
  if (production && databaseUrl === undefined && !isEmbedded) {
    problems.push(
      "DATABASE_URL is missing. To run production on the embedded database, say CONSENT_DATABASE=embedded.",
    );
  }
  const graceSeconds = whole("CONSENT_REFRESH_GRACE_SECONDS", 30, 0, 60);
  const poolSize = whole("CONSENT_POOL_SIZE", 10, 1, 100);
  const publicUrl = read("CONSENT_PUBLIC_URL");
  if (publicUrl !== undefined && !isAddress(publicUrl, production)) {
    problems.push(`CONSENT_PUBLIC_URL has to be an ${production ? "https" : "http or https"} address.`);
  }
  const origins = (read("CONSENT_ORIGINS") ?? "").split(",").flatMap((origin) => origin.trim() || []);
  if (origins.some((origin) => !isOrigin(origin) || (production && !origin.startsWith("https:")))) {
    const form = `${production ? "https" : "http or https"} origins such as https://shop.example`;
    problems.push(`CONSENT_ORIGINS has to be a list of exact ${form}; patterns are refused.`);
  }
  const trustedProxies = whole("CONSENT_TRUSTED_PROXIES", 0, 0, 5);
  const rateLimitFactor = whole("CONSENT_RATE_LIMIT_FACTOR", production ? 1 : 100, 1, 1000);
  const adminPort = read("CONSENT_ADMIN_PORT") === undefined ? undefined : whole("CONSENT_ADMIN_PORT", 0, 0, 65_535);
  const checkpointMinutes = whole("CONSENT_CHECKPOINT_MINUTES", 60, 0, 1440);
  const stopDelaySeconds = whole("CONSENT_STOP_DELAY_SECONDS", 0, 0, 60);
  const webhookLoopback = oneOf("CONSENT_WEBHOOK_LOOPBACK", "allow");
  if (production && webhookLoopback) problems.push("CONSENT_WEBHOOK_LOOPBACK cannot be allowed in production.");
  const host = read("CONSENT_HOST") ?? "127.0.0.1";
  const developmentSecret = read("CONSENT_DEVELOPMENT_SECRET");
  if (developmentSecret !== undefined) {
    if (production) problems.push("CONSENT_DEVELOPMENT_SECRET cannot be set in production.");
    if (isWeak(developmentSecret)) {
      problems.push(
        `CONSENT_DEVELOPMENT_SECRET has to be at least ${shortestSecret} characters that cannot be guessed.`,
      );
    }
    if (!loopback.has(host)) problems.push("CONSENT_DEVELOPMENT_SECRET needs CONSENT_HOST to be a loopback address.");
  }
  const known: ReadonlySet<string> = new Set(settingsTable.map(({ name }) => name));
  for (const name of Object.keys(environment)) {
    if (name.startsWith("CONSENT_") && !known.has(name)) problems.push(`${name} is no setting of this backend.`);
  }
  if (problems.length > 0) return { status: "invalid", problems };

  const database: DatabaseLocation =
    databaseUrl === undefined
      ? { kind: "embedded", data: data ?? read("CONSENT_DATA") ?? defaultData }
      : { kind: "server", url: databaseUrl, migrationUrl, poolSize };
  return {
    status: "valid",
    settings: {
      production,
      database,
      secret,
      issuer: read("CONSENT_ISSUER"),
      graceSeconds,
      host,
      publicUrl,
      origins,
      trustedProxies,
      rateLimitFactor,
      admin: adminPort === undefined ? undefined : { host: read("CONSENT_ADMIN_HOST") ?? "127.0.0.1", port: adminPort },
      checkpointMinutes,
      stopDelaySeconds,
      webhookLoopback,
      developmentSecret,
    },
  };
}

function isWeak(secret: string): boolean {
  return secret.length < shortestSecret || new Set(secret).size < 10;
}

function isAddress(text: string, production: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === "https:" || (!production && protocol === "http:")) && username === "" && password === "";
}
