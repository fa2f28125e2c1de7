import {
  getUserByOrgUserId,
  listUserDecisions,
  userDecisionList,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import { aSubmission, type Ticks } from "./builders/decision.ts";
import { wireTo } from "./conformance/wire.ts";

/** A running consent service, and the notice that people are asked with. */
export interface LedgerPlace extends WorkspaceAddress {
  /** Ends in `/consent`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly noticeUuid: string;
}

/** One decision of the ledger, and the identity it was made under. */
export interface LiveDecision {
  readonly purpose: string;
  readonly selected: boolean;
  readonly by: string;
}

/** What a service's ledger is told by people, and what it says of them. */
export interface LiveLedger {
  /** Answers the notice with a person's token, as a page would; everything is ticked unless said otherwise. */
  decide(token: unknown, ticks?: Ticks): Promise<void>;
  /** The same of somebody whom some channel knows by these identifiers, in the words of the wire. */
  decideAs(identifiers: Readonly<Record<string, string>>): Promise<void>;
  /** What was decided by whoever this id belongs to; `undefined` for an id that the service does not know. */
  decisionsOf(orgUserId: string): Promise<readonly LiveDecision[] | undefined>;
}

/** Opens the ledger of a running service, by plain requests with the API key. */
export function openLiveLedger(place: LedgerPlace): LiveLedger {
  const wire = wireTo({ ...place, fetch: (input, init) => fetch(input, init) });
  const decide: LiveLedger["decide"] = async (token, ticks = "everything") => {
    const { status } = await wire.submit(String(token), aSubmission(await wire.notice(), ticks));
    if (status !== 201) throw new Error(`The decision was answered ${status}.`);
  };
  return {
    decide,
    decideAs: async (identifiers) => decide(await wire.tokenFor(identifiers)),
    async decisionsOf(orgUserId) {
      const user = await wire.call(getUserByOrgUserId, { params: { org_user_id: orgUserId } });
      if (user.status === 404) return undefined;
      const params = { user_uuid: String(user.detail["uuid"]) };
      const { detail } = await wire.call(listUserDecisions, { params });
      const read = await userDecisionList["~standard"].validate(detail);
      if (read.issues !== undefined) throw new Error("The decisions cannot be read.");
      return read.value.decisions.map(({ purpose_uuid, selected, by }) => ({
        purpose: purpose_uuid,
        selected,
        by: by.org_user_id,
      }));
    },
  };
}
