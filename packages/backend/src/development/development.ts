import type { Hono } from "hono";
import type { AccessTokens } from "../auth/access-token.ts";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database } from "../db/connect.ts";
import type { ServerEnv } from "../http/server-env.ts";
import { createExchangeLog } from "./exchange-log.ts";
import { createExpirableTokens } from "./expirable-tokens.ts";
import { createFaultDesk } from "./fault-desk.ts";
import { readPersonLedger } from "./person-ledger.ts";
import { createDevelopmentRoutes } from "./routes.ts";
import { strike } from "./strike.ts";
import { createTimeMachine } from "./time.ts";
import { watch } from "./watch.ts";

/** What the routes for development work on. */
export interface DevelopmentContext {
  readonly database: Database;
  readonly keys: InstanceKeys;
  readonly accessTokens: AccessTokens;
  readonly secret: string;
}

/**
 * Mounts the routes for development, and what they watch and break, in front of every route that is mounted later.
 * Returns the access tokens that those routes have to use.
 */
export function mountDevelopment(app: Hono<ServerEnv>, context: DevelopmentContext): AccessTokens {
  const { database, keys, secret } = context;
  const log = createExchangeLog();
  const desk = createFaultDesk();
  const tokens = createExpirableTokens(context.accessTokens);
  for (const path of ["/consent/*", "/v1/*"]) {
    app.use(path, watch(log, desk));
    app.use(path, strike);
  }
  const routes = createDevelopmentRoutes({
    secret,
    log,
    desk,
    time: createTimeMachine(database, keys, tokens),
    readLedger: (workspaceUuid, orgUserId) => readPersonLedger(database, keys, workspaceUuid, orgUserId),
  });
  app.route("/development", routes);
  return tokens;
}
