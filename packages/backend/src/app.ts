import { ConsentError, isConsentError } from "@notice-consent/contract";
import { type Context, Hono } from "hono";
import { createAccessTokens } from "./auth/access-token.ts";
import { verifyApiKey } from "./auth/api-key.ts";
import type { InstanceKeys } from "./auth/instance-keys.ts";
import { defaultRotationPolicy, type RotationPolicy } from "./auth/refresh-token.ts";
import { createKeyring } from "./auth/keyring.ts";
import { createSessions } from "./auth/session.ts";
import { createSessionTokens } from "./auth/session-token.ts";
import { createDatabaseClock } from "./db/clock.ts";
import type { Database } from "./db/connect.ts";
import { describeFailure } from "./db/failure.ts";
import { mountDevelopment } from "./development/development.ts";
import { mountHealth, mountKeySet } from "./health.ts";
import { cors } from "./http/cors.ts";
import { errorAnswer } from "./http/error-answer.ts";
import { shedOverload } from "./http/overload.ts";
import { type LogLine, requestLog } from "./http/request-log.ts";
import { securityHeaders } from "./http/security-headers.ts";
import type { ServerEnv } from "./http/server-env.ts";
import { createMount } from "./mount.ts";
import { mountNotices } from "./notice/routes.ts";
import { createPublicationService } from "./notice/publication.ts";
import { mountPublication } from "./notice/publication-routes.ts";
import { createNoticeService } from "./notice/service.ts";
import { createNoticeStore } from "./notice/store.ts";
import { createRateLimiter } from "./rate-limit/rate-limiter.ts";
import { mountReference } from "./reference/routes.ts";
import { createReadiness, type Readiness } from "./readiness.ts";
import { mountSubmissions } from "./submission/routes.ts";
import { createSubmissionService } from "./submission/service.ts";
import { mountTokens } from "./token/routes.ts";
import { createTokenService } from "./token/service.ts";
import { mountUsers } from "./user/routes.ts";
import { createUserService } from "./user/service.ts";
import { UsersApiFailure, usersApiFailureAnswer } from "./users-api/failure.ts";
import { createUsersApiMount, isUsersApiPath } from "./users-api/mount.ts";
import { mountUsersApi } from "./users-api/routes.ts";
import { mountWebhooks } from "./webhook/routes.ts";
import { createWebhookService } from "./webhook/service.ts";
import { resolveHost, type TargetPolicy } from "./webhook/target.ts";
import { createOriginCheck } from "./workspace/origin-check.ts";
import { mountWorkspace } from "./workspace/routes.ts";
import { createWorkspaceService } from "./workspace/service.ts";

/** What the API runs on. */
export interface AppContext {
  readonly database: Database;
  readonly keys: InstanceKeys;
  /** The `iss` of access tokens. */
  readonly issuer?: string | undefined;
  readonly rotation?: RotationPolicy | undefined;
  /** Lets pages of this machine call every workspace; for development. */
  readonly allowLoopbackOrigins?: boolean | undefined;
  /** Where webhooks may go; public https addresses unless said otherwise. */
  readonly webhookTargets?: TargetPolicy | undefined;
  /** Multiplies the rate limits; 100 unless said otherwise. */
  readonly rateLimitFactor?: number | undefined;
  /** Proxies of ours in front, whose word on the client's address counts; none unless said otherwise. */
  readonly trustedProxies?: number | undefined;
  /** Exact origins whose pages may call every workspace. */
  readonly origins?: readonly string[] | undefined;
  readonly readiness?: Readiness | undefined;
  /** Where callers reach the API, for the document that describes it. */
  readonly publicUrl?: string | undefined;
  readonly log?: ((line: LogLine) => void) | undefined;
  /** Mounts the routes for development, opened by this secret; in development alone. */
  readonly developmentSecret?: string | undefined;
}

/** The consent API: a function from request to answer, without a port. */
export function createApp(context: AppContext): Hono<ServerEnv> {
  const { database, keys, issuer = "notice-consent", rotation = defaultRotationPolicy } = context;
  const app = new Hono<ServerEnv>();
  app.use(securityHeaders);
  if (context.log !== undefined) app.use(requestLog(context.log));
  const readiness = context.readiness ?? createReadiness(database);
  // The last answer on a connection says so, and the client opens another one, elsewhere.
  app.use(async (hono, next) => {
    await next();
    if (readiness.isStopping()) hono.header("Connection", "close");
  });
  app.use(cors(createOriginCheck(database.queries, context.allowLoopbackOrigins === true, context.origins)));
  app.onError((failure, hono) => {
    const isExpected = isConsentError(failure) || failure instanceof UsersApiFailure;
    if (!isExpected) hono.set("failure", describeFailure(failure));
    return answerError(failure, hono);
  });
  app.notFound((hono) => answerError(new ConsentError("NOT_FOUND"), hono));

  const keyring = createKeyring(database, keys);
  const clock = createDatabaseClock(database);
  const signed = createAccessTokens(keyring, clock, issuer);
  const { developmentSecret: secret } = context;
  const accessTokens =
    secret === undefined ? signed : mountDevelopment(app, { database, keys, accessTokens: signed, secret });
  const shed = shedOverload(() => database.pool?.());
  app.use("/consent/*", shed);
  app.use("/v1/*", shed);
  const sessions = createSessions(database.queries, keys, createSessionTokens(keyring, clock, issuer));
  const notices = createNoticeStore();
  mountHealth(app, readiness);
  mountReference(app, context.publicUrl);
  mountKeySet(app, async () => (await keyring.current()).published);
  const rateLimitFactor = context.rateLimitFactor ?? 100;
  const trustedProxies = context.trustedProxies ?? 0;
  const limiter = createRateLimiter(database.queries, keys, rateLimitFactor);
  const mount = createMount(app, {
    accessTokens,
    verifyKey: (given) => verifyApiKey(database.queries, keys, given),
    verifySession: (token) => sessions.verify(token),
    limiter,
    trustedProxies,
  });
  const tokens = createTokenService({ database, keys, accessTokens, rotation });
  mountTokens(mount, tokens, limiter);
  mountNotices(mount, createNoticeService(database, notices));
  mountPublication(mount, createPublicationService(database));
  mountWorkspace(mount, createWorkspaceService(database));
  mountSubmissions(mount, createSubmissionService(database, keys, notices));
  mountUsers(mount, createUserService(database, keys));
  const targets = context.webhookTargets ?? { allowLoopback: false, resolve: resolveHost };
  mountWebhooks(mount, createWebhookService(database, keys, targets));
  mount.refuseOtherMethods();
  const usersApi = createUsersApiMount(app, { sessions, limiter, trustedProxies });
  mountUsersApi(usersApi, { database, keys, sessions, tokens, rateLimitFactor });
  usersApi.refuseOtherMethods();
  return app;
}

function answerError(failure: unknown, context: Context<ServerEnv>): Response {
  if (isUsersApiPath(context.req.path)) return usersApiFailureAnswer(failure, context);
  const { status, body, headers } = errorAnswer(failure);
  // The rest of a body that is too large is not read, so the connection cannot serve another request.
  const closing = status === 413 && context.req.raw.body !== null ? { Connection: "close" } : {};
  return context.json(body, status, { ...headers, ...closing });
}
