import {
  isConsentError,
  readNotice,
  type ConsentRecord,
  type GenerateTokensBody,
  type Notice,
  type ValidateAgainst,
} from "@notice-consent/contract";
import type { Caller } from "./caller.ts";
import type { Tokens } from "./tokens.ts";

/** Whom a notice is read for: a person whom your backend has identified, or one whose token it holds. */
export type NoticeReader = { readonly person: GenerateTokensBody } | { readonly accessToken: string };

/** Whose decisions are read, and in which language. */
export type RecordQuestion = NoticeReader & {
  /** BCP-47, sent as Accept-Language. */
  readonly language?: string | undefined;
  readonly applicationId?: string | undefined;
};

/** What a notice is read with; `all` when there is no `validateAgainst`. */
export type NoticeQuestion = RecordQuestion & { readonly validateAgainst?: ValidateAgainst | undefined };

/** What the service says of one person and one notice. Anything but `already-valid` lets nobody in. */
export type NoticeVerdict =
  | { readonly status: "ask"; readonly mayProceed: false; readonly notice: Notice }
  | { readonly status: "already-valid"; readonly mayProceed: true };

/** The notices of your workspace, as one person is asked. */
export interface Notices {
  /** Whether anything is left to ask. A failure rejects and is never a consent. */
  read(noticeId: string, question: NoticeQuestion): Promise<NoticeVerdict>;
  /** What the person has decided beside the words of the notice, decided in full or not at all. */
  record(noticeId: string, question: RecordQuestion): Promise<RecordedDecisions>;
}

/** A person's decisions beside the words that they were asked with. */
export interface RecordedDecisions {
  readonly notice: Notice;
  readonly record: ConsentRecord;
}

/** The notice calls over one way to the service. */
export function createNotices(call: Caller, tokens: Tokens): Notices {
  async function read(noticeId: string, question: NoticeQuestion, decidedToo: boolean): Promise<Notice> {
    const accessToken =
      "accessToken" in question ? question.accessToken : (await tokens.generate(question.person)).token;
    return call(readNotice, {
      params: { notice_uuid: noticeId },
      query: {
        specific_uuid: question.applicationId,
        validate_against: question.validateAgainst ?? "all",
        include_fully_consented_data: decidedToo ? "true" : undefined,
      },
      language: question.language,
      accessToken,
      repeatable: true,
    });
  }

  return {
    async read(noticeId, question) {
      try {
        return { status: "ask", mayProceed: false, notice: await read(noticeId, question, false) };
      } catch (error) {
        if (isConsentError(error) && error.code === "CONSENT_ALREADY_PROVIDED") {
          return { status: "already-valid", mayProceed: true };
        }
        throw error;
      }
    },
    async record(noticeId, question) {
      const notice = await read(noticeId, question, true);
      return { notice, record: notice.purpose_selections ?? {} };
    },
  };
}
