import type { NoticeAnswer, NoticeRequest, PrefetchedConsent } from "@notice-consent/client";
import { ConsentError } from "@notice-consent/contract";
import { queryOptions } from "@tanstack/react-query";
import { aboutOf } from "./about.ts";
import { noticeKey } from "./query-keys.ts";
import { sessionOf } from "./use-session.ts";
import type { Person } from "./use-person.ts";

/** What a read is about, apart from who asks. */
export interface NoticeQuestion extends Omit<NoticeRequest, "signal"> {
  /** `record`: for what it says of earlier decisions, and not for asking. */
  readonly view?: "record" | undefined;
}

/** What the cache holds of a read; `forgotten` once a decision has overtaken it. */
export type CachedAnswer = NoticeAnswer | { readonly status: "forgotten" };

const fiveMinutes = 5 * 60_000;
const aMinute = 60_000;

/** Never fresh, also where the clock was put back and what was read seems to come from the future. */
const neverFresh = -Infinity;

/**
 * The read of a notice for a person, or without one. Never repeated by itself, and never paused for a browser that
 * believes it is offline. Only an `all` read without application stays fresh, for five minutes; a verdict never does,
 * but for the minute after a server has read it for this very page.
 */
export function noticeQuery(person: Person, question: NoticeQuestion, prefetched?: PrefetchedConsent) {
  const { noticeId } = question;
  const { digest, base } = placeOf(person);
  const isFreshable = question.validateAgainst === "all" && !question.applicationId && question.view === undefined;
  return queryOptions<CachedAnswer, ConsentError>({
    queryKey: [...noticeKey(digest, base, noticeId), partsOf(question)],
    // Not aborted with the last observer: a remount joins the read under way, and a change of person ends it anyway.
    queryFn: async () => supported(await read(person, question)),
    // Said in full, since a host's own cache may have other defaults.
    networkMode: "always",
    throwOnError: false,
    refetchInterval: false,
    refetchOnMount: true,
    retry: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
    // Every read is a notice of its own, so that one that was read again can be told from the one before.
    structuralSharing: false,
    gcTime: fiveMinutes,
    staleTime: ({ state: { data } }) => {
      if (isFreshable && data?.status === "ask") return fiveMinutes;
      return data !== undefined && data === prefetched?.answer ? aMinute : neverFresh;
    },
    ...(prefetched?.answer && { initialData: prefetched.answer, initialDataUpdatedAt: Date.parse(prefetched.readAt) }),
  });
}

/** What tells the reads of one notice apart; the last part of their keys. */
export interface KeyParts {
  readonly about: string;
  readonly language: string;
  /** `verdict`: says when nothing is left to ask. `notice`: always answers the notice. `record`: the same, for gates. */
  readonly view: "verdict" | "notice" | "record";
}

function partsOf(question: NoticeQuestion): KeyParts {
  const { language = "", includeFullyConsentedData, view } = question;
  return { about: aboutOf(question), language, view: view ?? (includeFullyConsentedData ? "notice" : "verdict") };
}

/** What a key says of its question; `undefined` for a key that is not of this library. */
export function partsIn(queryKey: readonly unknown[]): KeyParts | undefined {
  const parts = queryKey.at(-1);
  return isKeyParts(parts) ? parts : undefined;
}

function isKeyParts(parts: unknown): parts is KeyParts {
  return typeof parts === "object" && parts !== null && "about" in parts && "view" in parts;
}

/** Digest and address under which a person's reads are kept; without a person, the workspace is part of the address. */
export function placeOf(person: Person): { readonly digest: string; readonly base: string } {
  switch (person.status) {
    case "known":
      return { digest: person.principal.digest, base: person.client.base };
    case "unknown": {
      const { organisationUuid, workspaceUuid } = person.address;
      return { digest: "", base: `${person.client.base}/${organisationUuid}/${workspaceUuid}` };
    }
    case "unconfigured":
      return { digest: "", base: "" };
    default:
      return person satisfies never;
  }
}

async function read(person: Person, request: NoticeRequest): Promise<NoticeAnswer> {
  switch (person.status) {
    case "known": {
      const session = sessionOf(person);
      if (session === undefined) throw new ConsentError("ABORTED");
      return person.client.readNotice(session, request);
    }
    case "unknown":
      return { status: "ask", notice: await person.client.readPublicNotice(person.address, request) };
    case "unconfigured":
      throw person.error;
    default:
      return person satisfies never;
  }
}

function supported(answer: NoticeAnswer): NoticeAnswer {
  if (!isSupported(answer)) throw new ConsentError("NOTICE_UNSUPPORTED");
  return answer;
}

/** A notice of which anything would be left out is not shown at all; nor is one that asks for nothing. */
export function isSupported(answer: NoticeAnswer): boolean {
  if (answer.status !== "ask") return true;
  const { is_minor, active_config } = answer.notice;
  return !is_minor && (active_config.products?.length ?? 0) <= 1 && active_config.purposes.length > 0;
}
