import { randomUUID } from "node:crypto";
import { createTransport, type TokenPair } from "@notice-consent/client";
import {
  createNotice,
  generateTokens,
  getUserByOrgUserId,
  isConsentError,
  listUserDecisions,
  publishNoticeVersion,
  readPublicNotice,
  refreshTokens,
  type DetailOf,
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
  /** Publishes a notice with its first optional purpose described anew. */
  reword(noticeUuid: string): Promise<void>;
}

/** The host's backend of a test file. */
export function openHost(): Host {
  const { servicePort, apiKey, organisationUuid, workspaceUuid, noticeUuid } = inject("provided");
  const transport = createTransport({ baseUrl: `http://127.0.0.1:${servicePort}` });
  const address = { organisationUuid, workspaceUuid };
  const credential = { kind: "api-key", key: apiKey } as const;
  const secrets: string[] = [];

  const tokensFor = async (orgUserId: string): Promise<Person> => {
    const body = { org_user_id: orgUserId };
    const { token, refresh_token } = await transport.call(generateTokens, { address, credential, body });
    const refreshToken = refresh_token ?? "";
    secrets.push(token, refreshToken);
    return { orgUserId, accessToken: token, refreshToken };
  };
  const shown = (uuid: string): Promise<Notice> =>
    transport.call(readPublicNotice, { address, params: { notice_uuid: uuid } });

  return {
    secrets,
    person: () => tokensFor(`person-${randomUUID()}`),
    tokensFor,
    decisionsOf: async ({ orgUserId }) => {
      const params = { org_user_id: orgUserId };
      const user = await transport.call(getUserByOrgUserId, { address, credential, params }).catch((error: unknown) => {
        if (isConsentError(error) && error.code === "USER_NOT_FOUND") return undefined;
        throw error;
      });
      if (user === undefined) return [];
      const request = { address, credential, params: { user_uuid: user.uuid } };
      return (await transport.call(listUserDecisions, request)).decisions;
    },
    refresh: (refreshToken) => transport.call(refreshTokens, { address, body: { refresh_token: refreshToken } }),
    ownNotice: async () => {
      const { active_config: content } = await shown(noticeUuid);
      const body = { name: `Notice ${randomUUID()}`, content };
      return (await transport.call(createNotice, { address, credential, body })).notice_uuid;
    },
    reword: async (uuid) => {
      const { active_config: content } = await shown(uuid);
      const purposes = content.purposes.map((purpose, index) =>
        index === content.purposes.length - 1
          ? { ...purpose, description: `${purpose.description} (${randomUUID()})` }
          : purpose,
      );
      const body = { content: { ...content, purposes } };
      await transport.call(publishNoticeVersion, { address, credential, params: { notice_uuid: uuid }, body });
    },
  };
}
