import {
  isConsentError,
  noticeCall,
  publicNoticeCall,
  type Notice,
  type ValidateAgainst,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import { systemClock, type Clock } from "./clock.ts";
import { browserCoordination, type Coordination } from "./coordination.ts";
import { browserPage, type Page } from "./page.ts";
import { nameOf, principalDigest, type Principal } from "./principal.ts";
import { readClaims } from "./claims.ts";
import { createSession, type Session } from "./session.ts";
import { createSessionRegistry, pageRegistry } from "./session-registry.ts";
import type { TokenPair } from "./token.ts";
import type { TokenStorage } from "./token-storage.ts";
import { createTransport } from "./transport.ts";

/** What a notice is read with. */
export interface NoticeRequest {
  readonly noticeId: string;
  readonly validateAgainst: ValidateAgainst;
  /** BCP-47, sent as Accept-Language. */
  readonly language?: string | undefined;
  readonly applicationId?: string | undefined;
  /** Answers the notice even when nothing is left to ask. */
  readonly includeFullyConsentedData?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a read says: ask the person, or nothing is left to ask. */
export type NoticeAnswer = { readonly status: "ask"; readonly notice: Notice } | { readonly status: "already-valid" };

/** The consent service as one page sees it. */
export interface ConsentClient {
  /** The address that all paths start from, with `/consent`. */
  readonly base: string;
  readonly clock: Clock;
  /** Who a token speaks of, under the given address; pure, so that it may run while rendering. */
  principal(accessToken: string, address: WorkspaceAddress): Principal;
  /** The session of a person: the one under way, which then judges the pair, or a new one. */
  openSession(principal: Principal, pair: TokenPair): Session;
  findSession(digest: string): Session | undefined;
  /** Ends the session of a person who has been replaced by another, if nobody else uses it. */
  dropSession(digest: string): void;
  /** Rejects with a `ConsentError`; 409 "nothing left to ask" is an answer, any other failure is not. */
  readNotice(session: Session, request: NoticeRequest): Promise<NoticeAnswer>;
  /** The notice without a person. */
  readPublicNotice(address: WorkspaceAddress, request: NoticeRequest): Promise<Notice>;
}

/** What a client is made from. */
export interface ConsentClientOptions {
  /** With or without `/consent`. */
  readonly baseUrl: string;
  /** A client with a fetch or a clock of its own has sessions of its own; the others share the page's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly clock?: Clock | undefined;
  /** In [0, 1). */
  readonly random?: (() => number) | undefined;
  readonly page?: Page | undefined;
  /** Where token pairs are kept beyond the life of the page; in memory alone when absent. */
  readonly storage?: TokenStorage | undefined;
  /** The way to the other tabs; by default the browser's, and none for a client with sessions of its own. */
  readonly coordination?: Coordination | undefined;
}

/** A client of one consent service. Throws a `CONFIGURATION` error for a base URL that cannot be used. */
export function createConsentClient(options: ConsentClientOptions): ConsentClient {
  const { baseUrl, fetch, clock = systemClock, random = Math.random, page = browserPage } = options;
  const transport = createTransport({ baseUrl, fetch, clock });
  const isolated = fetch !== undefined || options.clock !== undefined || typeof window === "undefined";
  const coordination = options.coordination ?? (isolated ? undefined : browserCoordination);
  const registry = isolated ? createSessionRegistry() : pageRegistry();
  return {
    base: transport.base,
    clock,
    principal: (accessToken, address) => {
      const name = nameOf(readClaims(accessToken));
      const named = name === undefined ? undefined : principalDigest(transport.base, address, name);
      // A known token belongs to its lineage, whatever name it carries.
      const digest = registry.lineage.ownerOf(transport.base, address, accessToken) ?? named;
      return { address, digest: digest ?? principalDigest(transport.base, address, `token:${accessToken}`) };
    },
    openSession: (principal, pair) => {
      const known = registry.find(principal.digest);
      if (known !== undefined) {
        known.propose(pair);
        return known;
      }
      const session: Session = createSession({
        ...principal,
        pair,
        transport,
        clock,
        random,
        page,
        lineage: registry.lineage,
        retries: registry.retries,
        coordination,
        storage: options.storage,
        onDetached: () => registry.release(session, clock),
      });
      registry.add(session);
      return session;
    },
    findSession: (digest) => registry.find(digest),
    dropSession: (digest) => registry.drop(digest),
    readNotice: async (session, request) => {
      const { noticeId, validateAgainst, applicationId, includeFullyConsentedData, language, signal } = request;
      try {
        const notice = await session.call(noticeCall, {
          params: { notice_uuid: noticeId },
          query: {
            specific_uuid: applicationId,
            validate_against: validateAgainst,
            include_fully_consented_data: includeFullyConsentedData ? "true" : undefined,
          },
          language,
          signal,
        });
        return { status: "ask", notice };
      } catch (error) {
        if (isConsentError(error) && error.code === "CONSENT_ALREADY_PROVIDED") return { status: "already-valid" };
        throw error;
      }
    },
    readPublicNotice: (address, { noticeId, applicationId, language, signal }) =>
      transport.call(publicNoticeCall, {
        address,
        params: { notice_uuid: noticeId },
        query: { specific_uuid: applicationId },
        language,
        signal,
      }),
  };
}
