/** One environment variable, as the documentation lists it. */
export interface Setting {
  readonly name: string;
  /** What holds when it is not set, in words. */
  readonly otherwise: string;
  readonly meaning: string;
}

/** Every environment variable that the backend reads; anything else that begins with `CONSENT_` is refused as a slip. */
export const settingsTable = [
  {
    name: "NODE_ENV",
    otherwise: "development",
    meaning: "`production` makes every weak setting a reason not to start.",
  },
  {
    name: "CONSENT_SECRET",
    otherwise: "made at the first start and kept with the data; required in production",
    meaning:
      "The instance secret, at least 32 characters that cannot be guessed. Every key follows from it: signing, encryption, keyed hashes. The same for all processes.",
  },
  {
    name: "DATABASE_URL",
    otherwise: "the embedded database; required in production",
    meaning: "The PostgreSQL server, `postgres://…`, with the credential that the API runs under.",
  },
  {
    name: "DATABASE_MIGRATION_URL",
    otherwise: "`DATABASE_URL`",
    meaning: "The same database with the owner's credential, used at the start for migrations and grants, then closed.",
  },
  {
    name: "CONSENT_POOL_SIZE",
    otherwise: "10",
    meaning: "Connections to PostgreSQL per process, 1 to 100.",
  },
  {
    name: "CONSENT_DATABASE",
    otherwise: "chosen by `DATABASE_URL`",
    meaning: "`embedded` asks for the embedded database by name, which production refuses otherwise.",
  },
  {
    name: "CONSENT_DATA",
    otherwise: "`.data/backend`",
    meaning: "Directory of the embedded database, or `memory`.",
  },
  {
    name: "CONSENT_ISSUER",
    otherwise: "`notice-consent`",
    meaning: "The `iss` of access tokens. Changing it ends every access token that is out.",
  },
  {
    name: "CONSENT_REFRESH_GRACE_SECONDS",
    otherwise: "30",
    meaning: "Seconds in which a used refresh token is still answered kindly, 0 to 60.",
  },
  {
    name: "CONSENT_HOST",
    otherwise: "`127.0.0.1`",
    meaning: "Address to listen on. Behind a proxy on another machine, the address that the proxy reaches.",
  },
  {
    name: "CONSENT_PUBLIC_URL",
    otherwise: "the address of the request",
    meaning:
      "Where callers reach the API, `https://…`, as `/openapi.json` tells it. Plain http is refused in production.",
  },
  {
    name: "CONSENT_ORIGINS",
    otherwise: "none",
    meaning:
      "Exact origins, separated by commas, whose pages may call every workspace, beside each workspace's own list. No patterns; plain http is refused in production.",
  },
  {
    name: "CONSENT_TRUSTED_PROXIES",
    otherwise: "0",
    meaning:
      "How many proxies of yours stand in front, 0 to 5. The client's address is the entry of `X-Forwarded-For` that the outermost of them wrote; with 0 the header is ignored.",
  },
  {
    name: "CONSENT_RATE_LIMIT_FACTOR",
    otherwise: "1 in production, 100 in development",
    meaning: "Multiplies every rate limit, 1 to 1000.",
  },
  {
    name: "CONSENT_ADMIN_PORT",
    otherwise: "no metrics",
    meaning: "Port for `/metrics`, `/health` and `/ready`, apart from the API's.",
  },
  {
    name: "CONSENT_ADMIN_HOST",
    otherwise: "`127.0.0.1`",
    meaning: "Address that the admin port listens on. Never one that the internet reaches.",
  },
  {
    name: "CONSENT_CHECKPOINT_MINUTES",
    otherwise: "60",
    meaning:
      "Minutes between two rounds of upkeep, each of which writes expiries down and signs a checkpoint of every workspace; 0 for none, up to 1440.",
  },
  {
    name: "CONSENT_STOP_DELAY_SECONDS",
    otherwise: "0",
    meaning:
      "Seconds between `/ready` turning false and the port closing, 0 to 60: as long as your load balancer takes to notice.",
  },
  {
    name: "CONSENT_WEBHOOK_LOOPBACK",
    otherwise: "refused",
    meaning: "`allow` lets webhooks reach this machine, over plain http too. For development; refused in production.",
  },
  {
    name: "CONSENT_DEVELOPMENT_SECRET",
    otherwise: "no such routes",
    meaning:
      "Mounts the routes below `/development`, which inject faults, move time and read the ledger, and opens them to whoever sends it as `X-Development-Secret`. At least 32 characters, and on a loopback address alone; refused in production.",
  },
] as const satisfies readonly Setting[];

/** The name of a setting. */
export type SettingName = (typeof settingsTable)[number]["name"];
