import { createApp } from "./app.ts";
import { createAdminApp } from "./admin.ts";
import { createInstanceKeys } from "./auth/instance-keys.ts";
import { defaultRotationPolicy } from "./auth/refresh-token.ts";
import { createDatabaseClock } from "./db/clock.ts";
import type { Database } from "./db/connect.ts";
import { openDatabase } from "./db/open.ts";
import { type Environment, readSettings, type Settings } from "./env.ts";
import { listen, type ListeningServer } from "./http/listen.ts";
import type { LogLine } from "./http/request-log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { forgetEmptyBuckets } from "./rate-limit/database-buckets.ts";
import { createReadiness, type Readiness } from "./readiness.ts";
import { developmentSecret } from "./instance-secret.ts";
import { createLedgerUpkeep, describeTrouble } from "./ledger/upkeep.ts";
import type { UsersApiCredentials } from "./seed/credentials.ts";
import { demoOrganisationUuid, demoWorkspaceUuid } from "./seed/demo-workspace.ts";
import { demoNotices } from "./seed/notices/notices.ts";
import { seedDemo } from "./seed/seed.ts";
import { forgetOldAnswers } from "./submission/idempotency.ts";
import { forgetEndedFamilies } from "./token/ended-families.ts";
import { createPost } from "./webhook/post.ts";
import { resolveHost } from "./webhook/target.ts";
import { createWebhookWorker } from "./webhook/worker.ts";

/** Where and on what a backend runs; anything left out comes from the environment. */
export interface BackendOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly hostname?: string | undefined;
  /** A directory of the embedded database, or `memory`. */
  readonly data?: string | undefined;
  /** A PostgreSQL server instead. */
  readonly databaseUrl?: string | undefined;
  /** Publishes the demo's notices; by default in development only. */
  readonly seed?: boolean | undefined;
  /** Mounts the routes for development, as `CONSENT_DEVELOPMENT_SECRET` does; refused in production. */
  readonly developmentSecret?: string | undefined;
  readonly log?: ((line: LogLine) => void) | undefined;
  /** Told, without personal data, what somebody has to look at: a checkpoint that was refused, upkeep that failed. */
  readonly alarm?: ((message: string) => void) | undefined;
  readonly environment?: Environment | undefined;
}

/** A backend that answers, and what its host needs to call it. */
export interface RunningBackend {
  /** Ends in `/consent`. */
  readonly url: string;
  readonly organisationUuid: string;
  readonly workspaceUuid: string;
  readonly cmsApiKey: string;
  readonly usersApi: UsersApiCredentials;
  /** True where nothing may print the two above. */
  readonly production: boolean;
  readonly notices: readonly { readonly uuid: string; readonly name: string }[];
  /** Health and metrics; absent unless `CONSENT_ADMIN_PORT` is set. */
  readonly adminUrl: string | undefined;
  /** Takes no new requests, finishes those that run within 10 s, then closes the database. */
  close(): Promise<void>;
}

const stopWithinMs = 10_000;
const sweepEveryMs = 60 * 60 * 1000;

/** Opens the database, seeds it and listens. Throws when the settings are weak, the port is taken or the data is in use. */
export async function startBackend(options: BackendOptions): Promise<RunningBackend> {
  const settings = settingsOf(options);
  const hostname = settings.host;
  const database = await openDatabase(settings.database);
  try {
    const keys = createInstanceKeys(settings.secret ?? (await developmentSecret(database)));
    const notices = (options.seed ?? !settings.production) ? demoNotices : [];
    const credentials = await seedDemo(database, keys, notices);
    const readiness = createReadiness(database);
    const metrics = createMetrics(() => database.pool?.());
    const webhookTargets = { allowLoopback: settings.webhookLoopback, resolve: resolveHost };
    const app = createApp({
      database,
      keys,
      issuer: settings.issuer,
      rotation: { ...defaultRotationPolicy, graceSeconds: settings.graceSeconds },
      allowLoopbackOrigins: !settings.production,
      origins: settings.origins,
      rateLimitFactor: settings.rateLimitFactor,
      trustedProxies: settings.trustedProxies,
      publicUrl: settings.publicUrl,
      webhookTargets,
      readiness,
      developmentSecret: settings.developmentSecret,
      log(line) {
        metrics.observe(line);
        options.log?.(line);
      },
    });
    const server = await listen(app.fetch, options.port, hostname);
    const admin = await listenForAdmin(settings, readiness, metrics, server);
    const clock = createDatabaseClock(database);
    const worker = createWebhookWorker({
      database,
      keys,
      post: createPost(webhookTargets),
      now: async () => new Date((await clock.now()) * 1000),
      random: Math.random,
    });
    worker.start();
    const upkeep = createLedgerUpkeep({
      database,
      keys,
      everyMs: settings.checkpointMinutes * 60_000,
      onTrouble: (trouble) => options.alarm?.(describeTrouble(trouble)),
    });
    upkeep.start();
    const sweep = setInterval(() => void forgetWhatIsOver(database), sweepEveryMs);
    sweep.unref();
    return {
      url: `http://${hostname}:${server.port}/consent`,
      adminUrl: admin && `http://${settings.admin?.host}:${admin.port}`,
      organisationUuid: demoOrganisationUuid,
      workspaceUuid: demoWorkspaceUuid,
      cmsApiKey: credentials.apiKey,
      usersApi: credentials.usersApi,
      production: settings.production,
      notices: notices.map(({ uuid, name }) => ({ uuid, name })),
      async close() {
        readiness.stop();
        clearInterval(sweep);
        // Balancers read `/ready` meanwhile and send elsewhere.
        await new Promise((resolve) => setTimeout(resolve, settings.stopDelaySeconds * 1000));
        await Promise.all([server.stop(stopWithinMs), worker.stop()]);
        await admin?.stop(0);
        await upkeep.stop();
        await database.close();
      },
    };
  } catch (cause) {
    await database.close();
    throw cause;
  }
}

async function listenForAdmin(
  { admin }: Settings,
  readiness: Readiness,
  metrics: Metrics,
  server: ListeningServer,
): Promise<ListeningServer | undefined> {
  if (admin === undefined) return undefined;
  try {
    return await listen(createAdminApp(readiness, metrics).fetch, admin.port, admin.host);
  } catch (cause) {
    await server.stop(0);
    throw cause;
  }
}

async function forgetWhatIsOver(database: Database): Promise<void> {
  const { queries } = database;
  // What stays is deleted the next time.
  await Promise.allSettled([forgetOldAnswers(queries), forgetEmptyBuckets(queries), forgetEndedFamilies(database)]);
}

function settingsOf(options: BackendOptions): Settings {
  const { data, databaseUrl, developmentSecret, hostname, environment = process.env } = options;
  const given = {
    ...environment,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ...(developmentSecret !== undefined && { CONSENT_DEVELOPMENT_SECRET: developmentSecret }),
    ...(hostname !== undefined && { CONSENT_HOST: hostname }),
  };
  const read = readSettings(given, databaseUrl === undefined ? data : undefined);
  if (read.status === "valid") return read.settings;
  throw new Error(["The backend cannot start with these settings:", ...read.problems].join("\n  - "));
}
