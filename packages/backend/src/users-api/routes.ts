import {
  createEndUserToken,
  createEvent,
  createProfileUser,
  createSession,
  deleteEvent,
  deleteEvents,
  deleteProfileUser,
  listEvents,
  listProfileUsers,
  patchEvent,
  patchProfileUser,
  type ProfileUser,
  readEvent,
  readProfileUser,
} from "@notice-consent/contract/users-api";
import type { Sessions } from "../auth/session.ts";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database } from "../db/connect.ts";
import { createEventService, type EventService } from "./event-service.ts";
import type { TokenService } from "../token/service.ts";
import { UsersApiFailure } from "./failure.ts";
import type { UsersApiMount } from "./mount.ts";
import { assertSameOrganization } from "./organization.ts";
import { createSessionLimit, type SessionLimit } from "./session-limit.ts";
import { createSettingsStore } from "./settings.ts";
import type { UserPlace } from "./user-place.ts";
import { createProfileUserService, type ProfileUserService } from "./user-service.ts";

/** What the Users API runs on. */
export interface UsersApiContext {
  readonly database: Database;
  readonly keys: InstanceKeys;
  readonly sessions: Sessions;
  readonly tokens: Pick<TokenService, "generateAccessToken">;
  /** Multiplies the limit of sessions. */
  readonly rateLimitFactor: number;
}

/** Everything below `/v1`. */
export function mountUsersApi(mount: UsersApiMount, context: UsersApiContext): void {
  const { database, keys, sessions, tokens, rateLimitFactor } = context;
  const settings = createSettingsStore();
  mountSessions(mount, sessions, createSessionLimit(rateLimitFactor));
  mountProfileUsers(mount, createProfileUserService(database, keys, settings));
  mountEvents(mount, createEventService(database, keys, settings));
  mountEndUserTokens(mount, tokens);
}

/** `consents/tokens`: a token for one person, for notices alone. */
export function mountEndUserTokens(mount: UsersApiMount, tokens: UsersApiContext["tokens"]): void {
  mount.forSession(createEndUserToken, async ({ body }, holder) => {
    assertSameOrganization(holder, body.organization_id);
    const { organizationId, address } = holder;
    const { organization_user_id, lifetime } = body;
    const id_token = await tokens.generateAccessToken(address, organization_user_id, lifetime);
    return { answer: { organization_id: organizationId, organization_user_id, lifetime, id_token } };
  });
}

/** `sessions`: a bearer token for a key and its secret. */
export function mountSessions(mount: UsersApiMount, sessions: Sessions, limit: SessionLimit): void {
  mount.forAnyone(createSession, async ({ body: { key, secret } }) => {
    const opened = await sessions.open(key, secret);
    if (opened === undefined) throw new UsersApiFailure("BadRequest", "The key and the secret are no live pair.");
    return { answer: { access_token: opened.token }, headers: limit.take(opened.holder.address.organisationUuid) };
  });
}

/** `consents/users`: create, list, read, patch, delete. */
export function mountProfileUsers(mount: UsersApiMount, users: ProfileUserService): void {
  const placeOf = (
    params: Readonly<Record<string, string>>,
    query: { readonly by_organization_user_id: boolean; readonly regulation: string | undefined },
    ifMatch?: number,
  ): UserPlace => ({
    id: params["id"] ?? "",
    byOrganizationUserId: query.by_organization_user_id,
    regulation: query.regulation,
    ifMatch,
  });
  const tagged = (answer: ProfileUser) => ({ answer, headers: { ETag: `"${answer.version}"` } });

  mount.forSession(listProfileUsers, async ({ query }, holder) => ({ answer: await users.list(holder, query) }));
  mount.forSession(createProfileUser, async ({ body }, holder) => tagged(await users.create(holder, body)));
  mount.forSession(readProfileUser, async ({ params, query }, holder) =>
    tagged(await users.get(holder, placeOf(params, query))),
  );
  mount.forSession(patchProfileUser, async ({ params, query, body, ifMatch }, holder) =>
    tagged(await users.patch(holder, placeOf(params, query, ifMatch), body)),
  );
  mount.forSession(deleteProfileUser, async ({ params, query, ifMatch }, holder) => ({
    answer: await users.delete(holder, placeOf(params, query, ifMatch)),
  }));
}

/** `consents/events`: create, list, read, patch, delete, and delete by filter. */
export function mountEvents(mount: UsersApiMount, events: EventService): void {
  const idOf = (params: Readonly<Record<string, string>>): string => params["id"] ?? "";

  mount.forSession(createEvent, async ({ query, body, bytes, idempotencyKey }, holder) => ({
    answer: await events.create(holder, {
      body,
      bytes,
      idempotencyKey,
      disableIntegrations: query.disable_integrations,
    }),
  }));
  mount.forSession(listEvents, async ({ query }, holder) => ({ answer: await events.list(holder, query) }));
  mount.forSession(deleteEvents, async ({ query }, holder) => {
    await events.deleteSome(holder, query);
    return { answer: undefined };
  });
  mount.forSession(readEvent, async ({ params, query }, holder) => ({
    answer: await events.get(holder, idOf(params), query.owner),
  }));
  mount.forSession(patchEvent, async ({ params, query, body }, holder) => ({
    answer: await events.patch(holder, idOf(params), query.owner, body),
  }));
  mount.forSession(deleteEvent, async ({ params, query }, holder) => {
    await events.delete(holder, idOf(params), query.owner);
    return { answer: undefined };
  });
}
