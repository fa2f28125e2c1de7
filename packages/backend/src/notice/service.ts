import {
  ConsentError,
  type ConsentStatus,
  coverage,
  type Notice,
  type ValidateAgainst,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import type { Principal } from "../auth/access-token.ts";
import type { Database } from "../db/connect.ts";
import { asUuid } from "../http/uuid.ts";
import { consentStatusOf } from "./consent-status.ts";
import { withEarlierTerms } from "./earlier-terms.ts";
import { noticeDetail } from "./notice-detail.ts";
import { type PersonNotice, readPersonNotice } from "./person-notice.ts";
import type { ActiveNotice, NoticeStore } from "./store.ts";

/** How a person's notice is asked for. */
export interface NoticeQuery {
  readonly specificUuid: string | undefined;
  readonly validateAgainst: ValidateAgainst;
  /** Gives the notice even where nothing is left to ask. */
  readonly includeFullyConsented: boolean;
}

/** Reads notices. Every method throws `NOT_FOUND` for a notice that is not the workspace's. */
export interface NoticeService {
  /** Without a person. */
  read(address: WorkspaceAddress, noticeUuid: string): Promise<Notice>;
  /** With what the person decided; throws `CONSENT_ALREADY_PROVIDED` when nothing is left to ask. */
  readFor(person: Principal, noticeUuid: string, query: NoticeQuery): Promise<Notice>;
  /** What holds of the person's consent, without the notice. */
  check(person: Principal, noticeUuid: string): Promise<ConsentStatus>;
}

// The most frequent answer of all, made once: finding out where it was thrown costs as much as finding the answer.
const nothingToAsk = new ConsentError("CONSENT_ALREADY_PROVIDED");

/** The notice service over a database. */
export function createNoticeService(database: Database, store: NoticeStore): NoticeService {
  const { queries } = database;

  async function find(address: WorkspaceAddress, noticeUuid: string): Promise<ActiveNotice> {
    const uuid = asUuid(noticeUuid);
    const active = uuid === undefined ? undefined : await store.findActive(queries, address, uuid);
    if (active === undefined) throw new ConsentError("NOT_FOUND");
    return active;
  }

  async function findFor(person: Principal, noticeUuid: string, specificUuid?: string): Promise<PersonNotice> {
    const uuid = asUuid(noticeUuid);
    const found = uuid === undefined ? undefined : await readPersonNotice(queries, store, person, uuid, specificUuid);
    if (found === undefined) throw new ConsentError("NOT_FOUND");
    return found;
  }

  return {
    async read(address, noticeUuid) {
      const { facts, version, content } = await find(address, noticeUuid);
      return noticeDetail(facts, version, content);
    },
    async check(person, noticeUuid) {
      const { active, record } = await findFor(person, noticeUuid);
      return consentStatusOf(active.content, record);
    },
    async readFor(person, noticeUuid, { specificUuid, validateAgainst, includeFullyConsented }) {
      const { active, record, decidedOn } = await findFor(person, noticeUuid, specificUuid);
      const { facts, version, content } = active;
      const rules = { active_config: content };
      if (!includeFullyConsented && coverage(rules, record, validateAgainst).status === "covered") throw nothingToAsk;
      return noticeDetail(
        facts,
        version,
        content,
        await withEarlierTerms(queries, store, facts.uuid, record, decidedOn),
      );
    },
  };
}
