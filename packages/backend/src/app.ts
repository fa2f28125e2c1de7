import { ConsentError, isConsentError } from "@notice-consent/contract";
import { Hono } from "hono";
import { createAccessTokens } from "./auth/access-token.ts";
import { verifyApiKey } from "./auth/api-key.ts";
import type { InstanceKeys } from "./auth/instance-keys.ts";
import { defaultRotationPolicy, type RotationPolicy } from "./auth/refresh-token.ts";
import { createSigningKeys } from "./auth/signing-keys.ts";
import { createDatabaseClock } from "./db/clock.ts";
import type { Database } from "./db/connect.ts";
import { describeFailure } from "./db/failure.ts";
import { mountHealth } from "./health.ts";
import { cors } from "./http/cors.ts";
import { errorAnswer } from "./http/error-answer.ts";
import { type LogLine, requestLog } from "./http/request-log.ts";
import { securityHeaders } from "./http/security-headers.ts";
import type { ServerEnv } from "./http/server-env.ts";
import { createMount } from "./mount.ts";
import { mountNotices } from "./notice/routes.ts";
import { createNoticeService } from "./notice/service.ts";
import { createNoticeStore } from "./notice/store.ts";
import { mountSubmissions } from "./submission/routes.ts";
import { createSubmissionService } from "./submission/service.ts";
import { mountTokens } from "./token/routes.ts";
import { createTokenService } from "./token/service.ts";
import { mountUsers } from "./user/routes.ts";
import { createUserService } from "./user/service.ts";
import { mountWebhooks } from "./webhook/routes.ts";
import { createWebhookService } from "./webhook/service.ts";
import { resolveHost, type TargetPolicy } from "./webhook/target.ts";
import { createOriginCheck } from "./workspace/origin-check.ts";

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
  readonly log?: ((line: LogLine) => void) | undefined;
}

/** The consent API: a function from request to answer, without a port. */
export function createApp(context: AppContext): Hono<ServerEnv> {
  const { database, keys, issuer = "notice-consent", rotation = defaultRotationPolicy } = context;
  const app = new Hono<ServerEnv>();
  app.use(securityHeaders);
  if (context.log !== undefined) app.use(requestLog(context.log));
  app.use(cors(createOriginCheck(database.queries, context.allowLoopbackOrigins === true)));
  app.onError((failure, hono) => {
    if (!isConsentError(failure)) hono.set("failure", describeFailure(failure));
    return answerError(failure, hono.req.raw);
  });
  app.notFound((hono) => answerError(new ConsentError("NOT_FOUND"), hono.req.raw));

  const signingKeys = createSigningKeys(keys);
  const accessTokens = createAccessTokens(signingKeys, createDatabaseClock(database), issuer);
  const notices = createNoticeStore();
  mountHealth(app, database, signingKeys.published);
  const mount = createMount(app, {
    accessTokens,
    verifyKey: (given) => verifyApiKey(database.queries, keys, given),
  });
  mountTokens(mount, createTokenService({ database, keys, accessTokens, rotation }));
  mountNotices(mount, createNoticeService(database, notices));
  mountSubmissions(mount, createSubmissionService(database, keys, notices));
  mountUsers(mount, createUserService(database, keys));
  const targets = context.webhookTargets ?? { allowLoopback: false, resolve: resolveHost };
  mountWebhooks(mount, createWebhookService(database, keys, targets));
  mount.refuseOtherMethods();
  return app;
}

function answerError(failure: unknown, request: Request): Response {
  const { status, body, headers } = errorAnswer(failure);
  // The rest of a body that is too large is not read, so the connection cannot serve another request.
  const closing = status === 413 && request.body !== null ? { connection: "close" } : {};
  return Response.json(body, { status, headers: { ...headers, ...closing } });
}
