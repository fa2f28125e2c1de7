import {
  ConsentError,
  type ConsentRecord,
  type ConsentStatus,
  coverage,
  type Notice,
  type ValidateAgainst,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import type { Principal } from "../auth/access-token.ts";
import type { Database } from "../db/connect.ts";
import { asUuid } from "../http/uuid.ts";
import { readRecord } from "../ledger/grants.ts";
import { findUserUuid } from "../user/store.ts";
import { consentStatusOf } from "./consent-status.ts";
import { noticeDetail } from "./notice-detail.ts";
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

/** The notice service over a database. */
export function createNoticeService(database: Database, store: NoticeStore): NoticeService {
  const { queries } = database;

  async function find(address: WorkspaceAddress, noticeUuid: string): Promise<ActiveNotice> {
    const uuid = asUuid(noticeUuid);
    const active = uuid === undefined ? undefined : await store.findActive(queries, address, uuid);
    if (active === undefined) throw new ConsentError("NOT_FOUND");
    return active;
  }

  async function recordOf(
    { address, subject }: Principal,
    { facts, reconsentFrom }: ActiveNotice,
    specificUuid: string | undefined,
  ): Promise<ConsentRecord> {
    const personUuid = await findUserUuid(queries, address.workspaceUuid, subject);
    if (personUuid === undefined) return {};
    return readRecord(queries, { personUuid, noticeUuid: facts.uuid, specificUuid }, reconsentFrom);
  }

  return {
    async read(address, noticeUuid) {
      const { facts, version, content } = await find(address, noticeUuid);
      return noticeDetail(facts, version, content);
    },
    async check(person, noticeUuid) {
      const active = await find(person.address, noticeUuid);
      return consentStatusOf(active.content, await recordOf(person, active, undefined));
    },
    async readFor(person, noticeUuid, { specificUuid, validateAgainst, includeFullyConsented }) {
      const active = await find(person.address, noticeUuid);
      const { facts, version, content } = active;
      const record = await recordOf(person, active, specificUuid);
      const notice = noticeDetail(facts, version, content, record);
      if (!includeFullyConsented && coverage(notice, record, validateAgainst).status === "covered") {
        throw new ConsentError("CONSENT_ALREADY_PROVIDED");
      }
      return notice;
    },
  };
}
