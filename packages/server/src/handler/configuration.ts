import { ConsentError } from "@notice-consent/contract";

/** Values of an environment, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a handler needs to know; each value given here stands before the one of the environment. */
export interface ConfigurationOverrides {
  /** Secret; else `CMS_API_KEY`. */
  readonly apiKey?: string | undefined;
  /** Address of the consent service as this server reaches it; else `REDACTO_BASE_URL`. */
  readonly baseUrl?: string | undefined;
  /** Else `ORG_UUID`. */
  readonly organisationUuid?: string | undefined;
  /** Else `WORKSPACE_UUID`. */
  readonly workspaceUuid?: string | undefined;
  readonly cookie?:
    | {
        /** Secret, at least 32 characters, made once and kept; else `COOKIE_SECRET`. */
        readonly secret?: string | undefined;
      }
    | undefined;
  /** By default the process's. */
  readonly environment?: Environment | undefined;
}

/** Everything a handler needs, checked. */
export interface Configuration {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly organisationUuid: string;
  readonly workspaceUuid: string;
  readonly cookieSecret: string;
}

/** Environment name, option in code and meaning of each value. */
const sources = {
  apiKey: ["CMS_API_KEY", "apiKey", "the API key of your workspace"],
  baseUrl: ["REDACTO_BASE_URL", "baseUrl", "the address of the consent service as this server reaches it"],
  organisationUuid: ["ORG_UUID", "organisationUuid", "the uuid of your organisation"],
  workspaceUuid: ["WORKSPACE_UUID", "workspaceUuid", "the uuid of your workspace"],
  cookieSecret: ["COOKIE_SECRET", "cookie.secret", "at least 32 random characters, made once and kept"],
} as const satisfies Record<keyof Configuration, readonly [name: string, option: string, meaning: string]>;

const keys = ["apiKey", "baseUrl", "organisationUuid", "workspaceUuid", "cookieSecret"] as const;
const shortestSecret = 32;

/** Reads the configuration. Throws one `CONFIGURATION` error that names everything missing or unsafe, and no value. */
export function readConfiguration(overrides: ConfigurationOverrides): Configuration {
  const environment = overrides.environment ?? processEnvironment();
  const given = { ...overrides, cookieSecret: overrides.cookie?.secret };
  const value = (key: keyof Configuration): string => (given[key] ?? environment[sources[key][0]] ?? "").trim();
  const configuration: Configuration = {
    apiKey: value("apiKey"),
    baseUrl: value("baseUrl"),
    organisationUuid: value("organisationUuid"),
    workspaceUuid: value("workspaceUuid"),
    cookieSecret: value("cookieSecret"),
  };
  const problems = [...missing(configuration), ...exposed(configuration, environment)];
  if (problems.length > 0) {
    const message = ["The consent handler is not configured.", ...problems].join("\n");
    throw new ConsentError("CONFIGURATION", { message });
  }
  return configuration;
}

/** The environment of the process, where the platform has one. */
export function processEnvironment(): Environment {
  return typeof process === "undefined" ? {} : process.env;
}

function missing(configuration: Configuration): string[] {
  return keys.flatMap((key) => {
    const [name, option, meaning] = sources[key];
    const value = configuration[key];
    if (value === "") return [`${name} is missing: ${meaning}. In code it is the option ${option}.`];
    const isShort = key === "cookieSecret" && value.length < shortestSecret;
    return isShort ? [`${name} is too short: it needs at least ${shortestSecret} characters.`] : [];
  });
}

const keyForm = /^(?:cms_[a-z0-9]{12}_[\w-]{43}|-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*)$/;
const secretNames = new Set(["NEXT_PUBLIC_CMS_API_KEY", "NEXT_PUBLIC_COOKIE_SECRET"]);

function exposed({ apiKey, cookieSecret }: Configuration, environment: Environment): string[] {
  const secrets = [apiKey, cookieSecret].filter((secret) => secret !== "");
  return Object.entries(environment).flatMap(([name, given = ""]) => {
    const value = given.trim();
    if (!name.startsWith("NEXT_PUBLIC_") || value === "") return [];
    const isSecret = secretNames.has(name) || keyForm.test(value) || secrets.some((secret) => value.includes(secret));
    return isSecret ? [`${name} holds a secret, and everything named NEXT_PUBLIC_ is sent to browsers.`] : [];
  });
}
