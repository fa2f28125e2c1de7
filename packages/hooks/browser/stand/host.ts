import { randomUUID } from "node:crypto";
import type { TokenPair } from "@notice-consent/client";
import {
  createNotice,
  endpointUrl,
  generateTokens,
  getUserByOrgUserId,
  listUserDecisions,
  publishNoticeVersion,
  readPublicNotice,
  refreshTokens,
  type DetailOf,
  type Endpoint,
  type Notice,
  type UserDecisionList,
} from "@notice-consent/contract";
import { inject } from "vitest";

/** A person and the tokens that the host's backend got for them. */
export interface Person extends TokenPair {
  readonly orgUserId: string;
  readonly refreshToken: string;
}

/** What holds for a person. */
export type HeldDecision = UserDecisionList["decisions"][number];

/** The host's own backend, with the key; it speaks to the service directly. */
export interface Host {
  /** Everything secret that it has received. */
  readonly secrets: readonly string[];
  /** Somebody new. */
  person(): Promise<Person>;
  /** Tokens of a new family for somebody known. */
  tokensFor(orgUserId: string): Promise<Person>;
  /** Empty for somebody who never decided. */
  decisionsOf(person: Person): Promise<readonly HeldDecision[]>;
  /** Presents a refresh token; rejects with the service's refusal. */
  refresh(refreshToken: string): Promise<DetailOf<typeof refreshTokens>>;
  /** A notice of its own, equal to the usual one; answers its uuid. */
  ownNotice(): Promise<string>;
  /** Publishes a notice with its last purpose, an optional one, described anew. */
  reword(noticeUuid: string): Promise<void>;
}

/** The host's backend of a test file. */
export function openHost(): Host {
  const { servicePort, apiKey, organisationUuid, workspaceUuid, noticeUuid } = inject("provided");
  const base = `http://127.0.0.1:${servicePort}/consent`;
  const address = { organisationUuid, workspaceUuid };
  const secrets: string[] = [apiKey];

  const send = (endpoint: Endpoint, { params, body }: HostCall): Promise<Response> =>
    fetch(endpointUrl(base, endpoint, address, params), {
      method: endpoint.method,
      headers: {
        "Content-Type": "application/json",
        ...(endpoint.credential === "api-key" && { "X-CMS-API-Key": apiKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const call = async <E extends Endpoint>(endpoint: E, request: HostCall): Promise<DetailOf<E>> =>
    detailOf(endpoint, await send(endpoint, request));

  const tokensFor = async (orgUserId: string): Promise<Person> => {
    const { token, refresh_token } = await call(generateTokens, { body: { org_user_id: orgUserId } });
    const refreshToken = refresh_token ?? "";
    secrets.push(token, refreshToken);
    return { orgUserId, accessToken: token, refreshToken };
  };
  const shown = (uuid: string): Promise<Notice> => call(readPublicNotice, { params: { notice_uuid: uuid } });

  return {
    secrets,
    person: () => tokensFor(`person-${randomUUID()}`),
    tokensFor,
    decisionsOf: async ({ orgUserId }) => {
      const known = await send(getUserByOrgUserId, { params: { org_user_id: orgUserId } });
      if (known.status === 404) return [];
      const { uuid } = await detailOf(getUserByOrgUserId, known);
      return (await call(listUserDecisions, { params: { user_uuid: uuid } })).decisions;
    },
    refresh: (refreshToken) => call(refreshTokens, { body: { refresh_token: refreshToken } }),
    ownNotice: async () => {
      const { active_config: content } = await shown(noticeUuid);
      return (await call(createNotice, { body: { name: `Notice ${randomUUID()}`, content } })).notice_uuid;
    },
    reword: async (uuid) => {
      const { active_config: content } = await shown(uuid);
      const purposes = content.purposes.map((purpose, index) =>
        index === content.purposes.length - 1
          ? { ...purpose, description: `${purpose.description} (${randomUUID()})` }
          : purpose,
      );
      const body = { content: { ...content, purposes } };
      await call(publishNoticeVersion, { params: { notice_uuid: uuid }, body });
    },
  };
}

interface HostCall {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: object;
}

async function detailOf<E extends Endpoint>(endpoint: E, response: Response): Promise<DetailOf<E>> {
  const answer = await response.json();
  const read = await endpoint.detail["~standard"].validate(answer.detail);
  if (response.ok && read.issues === undefined) return read.value as DetailOf<E>;
  throw new Error(`${endpoint.id} was answered with ${response.status} ${answer.detail?.error_code}.`);
}
