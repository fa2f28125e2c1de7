import { createHash } from "node:crypto";
import { ConsentError } from "@notice-consent/contract";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { sameDigest } from "../auth/instance-keys.ts";
import type { ServerEnv } from "../http/server-env.ts";
import { readJson } from "../http/strict-json.ts";
import { asUuid } from "../http/uuid.ts";
import type { ExchangeLog } from "./exchange-log.ts";
import { readFault } from "./fault.ts";
import type { ArmedFault, FaultDesk } from "./fault-desk.ts";
import { oneOf, requiredText } from "./members.ts";
import type { PersonLedger } from "./person-ledger.ts";
import type { TimeMachine } from "./time.ts";

/** What the development routes act on. */
export interface DevelopmentTools {
  /** Opens the routes, as `X-Development-Secret`. */
  readonly secret: string;
  readonly log: ExchangeLog;
  readonly desk: FaultDesk;
  readonly time: TimeMachine;
  readLedger(workspaceUuid: string, orgUserId: string): Promise<PersonLedger | undefined>;
}

const moves = ["expire-access-tokens", "expire-consent", "publish-version"] as const;

/** The development routes, to be mounted below `/development`. */
export function createDevelopmentRoutes(tools: DevelopmentTools): Hono<ServerEnv> {
  const { secret, log, desk, time } = tools;
  const routes = new Hono<ServerEnv>();
  const wanted = digestOf(secret);
  routes.use(async (context, next) => {
    const given = context.req.header("x-development-secret");
    if (given !== undefined && sameDigest(digestOf(given), wanted)) return next();
    throw new ConsentError("UNAUTHORIZED", { message: "X-Development-Secret is missing or another one." });
  });
  routes.use(bodyLimit({ maxSize: 16 * 1024, onError: () => refuseSize() }));

  routes.get("/exchanges", (context) => context.json({ detail: { exchanges: log.read() } }));
  routes.delete("/exchanges", (context) => {
    log.clear();
    return context.json({ detail: {} });
  });

  routes.get("/faults", (context) => context.json({ detail: { faults: desk.list().map(wireFault) } }));
  routes.post("/faults", async (context) => {
    const armed = desk.arm(readFault(await readMembers(context)));
    return context.json({ detail: wireFault(armed) }, 201);
  });
  routes.delete("/faults/:id?", (context) => {
    const id = context.req.param("id");
    desk.lift(id === undefined ? undefined : Number(id));
    return context.json({ detail: { faults: desk.list().map(wireFault) } });
  });

  routes.post("/workspaces/:workspace_uuid/time", async (context) => {
    const workspaceUuid = workspaceOf(context);
    const members = await readMembers(context);
    const move = oneOf(members, "move", moves);
    switch (move) {
      case "expire-access-tokens":
        await time.expireAccessTokens(workspaceUuid, requiredText(members, "org_user_id"));
        return context.json({ detail: {} });
      case "expire-consent": {
        const grants = await time.expireConsent(workspaceUuid, requiredText(members, "org_user_id"));
        return context.json({ detail: { grants } });
      }
      case "publish-version": {
        const noticeUuid = asUuid(requiredText(members, "notice_uuid"));
        if (noticeUuid === undefined) throw new ConsentError("NOT_FOUND");
        return context.json({ detail: { version: await time.publishVersion(workspaceUuid, noticeUuid) } });
      }
      default:
        return move satisfies never;
    }
  });

  // The id stands in the body, since it may be an e-mail address.
  routes.post("/workspaces/:workspace_uuid/ledger", async (context) => {
    const orgUserId = requiredText(await readMembers(context), "org_user_id");
    const ledger = await tools.readLedger(workspaceOf(context), orgUserId);
    if (ledger === undefined) throw new ConsentError("USER_NOT_FOUND");
    return context.json({ detail: ledger });
  });
  return routes;
}

async function readMembers(context: Context<ServerEnv>): Promise<ReadonlyMap<string, unknown>> {
  const json = readJson(new Uint8Array(await context.req.arrayBuffer()));
  if (json.status === "refused") throw new ConsentError("BAD_REQUEST", { message: json.problem });
  return new Map(typeof json.value === "object" && json.value !== null ? Object.entries(json.value) : []);
}

function workspaceOf(context: Context<ServerEnv>): string {
  const uuid = asUuid(context.req.param("workspace_uuid"));
  if (uuid === undefined) throw new ConsentError("NOT_FOUND");
  return uuid;
}

function wireFault({ id, fault, left }: ArmedFault) {
  const { kind, endpoint, caller, ms, status, retryAfterSeconds } = fault;
  return {
    id,
    kind,
    endpoint: endpoint ?? null,
    caller: caller ?? null,
    ...(kind === "latency" && { ms }),
    ...(kind === "answer" && { status }),
    ...(kind === "answer" && status === 429 && { retry_after_seconds: retryAfterSeconds }),
    left: kind === "offline" ? null : left,
  };
}

function digestOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

function refuseSize(): never {
  throw new ConsentError("PAYLOAD_TOO_LARGE");
}
