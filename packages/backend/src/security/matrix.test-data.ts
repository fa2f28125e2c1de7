import { type Endpoint, pathPattern } from "@notice-consent/contract";
import { sql } from "drizzle-orm";
import type { Permission } from "../auth/api-key.ts";
import type { TestBackend, TestWorkspace } from "../test-backend.test-data.ts";
import { rows, testContent } from "../test-backend.test-data.ts";
import type { TargetPolicy } from "../webhook/target.ts";

/** What stands in one workspace: a person who decided, a webhook, and whoever may read them. */
export interface Holdings {
  readonly workspace: TestWorkspace;
  readonly token: string;
  readonly refreshToken: string;
  readonly orgUserId: string;
  readonly userUuid: string;
  readonly webhookUuid: string;
}

/** A request that would do something, were the credential allowed to: path parameters and a body. */
export interface Aim {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** One row of the matrix. */
export interface MatrixRow {
  /** Which permission of an API key it takes, where it takes a key. */
  readonly permission?: Permission;
  /** Aims at what these holdings have. */
  aim(of: Holdings): Aim;
  /** The answer to a rightful credential that aims at another workspace's holdings by its own address. */
  readonly foreign: "NOT_FOUND" | "USER_NOT_FOUND" | "PRIMARY_NOT_FOUND" | "REFRESH_INVALID" | "own";
}

const notice = ({ workspace }: Holdings): Aim => ({ params: { notice_uuid: workspace.noticeUuid } });
const user = ({ userUuid }: Holdings): Aim => ({ params: { user_uuid: userUuid } });
const webhook = ({ webhookUuid }: Holdings): Aim => ({ params: { webhook_uuid: webhookUuid } });
const content = testContent();

/** The matrix. `own`: the request names nothing that could be another's. */
export const matrix: Readonly<Record<string, MatrixRow>> = {
  "tokens.generate": { permission: "tokens", aim: () => ({ body: { org_user_id: "someone" } }), foreign: "own" },
  "tokens.refresh": { aim: (of) => ({ body: { refresh_token: of.refreshToken } }), foreign: "REFRESH_INVALID" },
  "tokens.revoke": { aim: (of) => ({ body: { refresh_token: of.refreshToken } }), foreign: "own" },
  "notices.create": { permission: "notices", aim: () => ({ body: { name: "New", content } }), foreign: "own" },
  "notices.publish": {
    permission: "notices",
    aim: (of) => ({ ...notice(of), body: { content: testContent({ accountText: "Other words." }) } }),
    foreign: "NOT_FOUND",
  },
  "notices.versions": { permission: "notices", aim: notice, foreign: "NOT_FOUND" },
  "notices.settings": { permission: "notices", aim: () => ({}), foreign: "own" },
  "notices.changeSettings": {
    permission: "notices",
    aim: () => ({ body: { language_gate: "warn" } }),
    foreign: "own",
  },
  "notices.read": { aim: notice, foreign: "NOT_FOUND" },
  "notices.readPublic": { aim: notice, foreign: "NOT_FOUND" },
  "consent.submit": {
    aim: ({ workspace }) => ({ body: { notice_uuid: workspace.noticeUuid, purposes: rows(true, true) } }),
    foreign: "NOT_FOUND",
  },
  "consent.check": { aim: (of) => ({ ...notice(of), body: {} }), foreign: "NOT_FOUND" },
  "users.create": { permission: "users", aim: () => ({ body: { org_user_id: "someone-new" } }), foreign: "own" },
  "users.get": { permission: "users", aim: user, foreign: "USER_NOT_FOUND" },
  "users.getByOrgUserId": {
    permission: "users",
    aim: ({ orgUserId }) => ({ params: { org_user_id: orgUserId } }),
    foreign: "USER_NOT_FOUND",
  },
  "users.update": {
    permission: "users",
    aim: (of) => ({ ...user(of), body: { name: "X" } }),
    foreign: "USER_NOT_FOUND",
  },
  "users.link": {
    permission: "users",
    aim: ({ orgUserId }) => ({ body: { primary_org_user_id: orgUserId, alias_org_user_ids: [orgUserId] } }),
    foreign: "PRIMARY_NOT_FOUND",
  },
  "users.decisions": { permission: "users", aim: user, foreign: "USER_NOT_FOUND" },
  "users.erase": { permission: "users", aim: user, foreign: "USER_NOT_FOUND" },
  "webhooks.create": {
    permission: "webhooks",
    aim: () => ({ body: { url: "https://hooks.example.org/consent" } }),
    foreign: "own",
  },
  "webhooks.list": { permission: "webhooks", aim: () => ({}), foreign: "own" },
  "webhooks.delete": { permission: "webhooks", aim: webhook, foreign: "NOT_FOUND" },
  "webhooks.deliveries": { permission: "webhooks", aim: webhook, foreign: "NOT_FOUND" },
  "webhooks.redeliver": {
    permission: "webhooks",
    aim: (of) => ({ params: { ...webhook(of).params, delivery_uuid: "00000000-0000-4000-8000-000000000000" } }),
    foreign: "NOT_FOUND",
  },
};

/** Webhooks go to public addresses, which are known without asking anybody. */
export const targets: TargetPolicy = { allowLoopback: false, resolve: async () => ["203.0.113.7"] };

/** A fingerprint of all that is stored, but for the counters of requests. */
export async function fingerprint({ database: { queries } }: TestBackend): Promise<Readonly<Record<string, string>>> {
  const tables = await queries
    .select({ name: sql<string>`tablename` })
    .from(sql`pg_tables`)
    .where(sql`schemaname = 'public' and tablename <> 'rate_limits'`);
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await queries
      .select({
        print: sql<string>`count(*) || ' ' || coalesce(md5(string_agg(stored::text, '' order by stored::text)), '')`,
      })
      .from(sql`${sql.identifier(name)} stored`);
    prints[name] = row?.print ?? "";
  }
  return prints;
}

/** The path of an endpoint below a workspace, with its parameters filled in. */
export function pathOf(
  endpoint: Endpoint,
  workspace: TestWorkspace,
  params: Readonly<Record<string, string>> = {},
): string {
  const values: Readonly<Record<string, string>> = {
    ...params,
    organisation_uuid: workspace.address.organisationUuid,
    workspace_uuid: workspace.address.workspaceUuid,
  };
  return `/consent${pathPattern(endpoint).replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? endpoint.id))}`;
}
