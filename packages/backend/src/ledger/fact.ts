import { type DecidedPurpose, submitConsent } from "@notice-consent/contract";
import type { DecidedVersion } from "../submission/grants-after.ts";
import { asUuid } from "../http/uuid.ts";
import { type LedgerRow, readMembers } from "./chain.ts";
import type { Grant } from "./grants.ts";
import type { Words } from "./sealed-words.ts";

/** What an event says about the grants of the person whose chain it stands in. */
export type LedgerFact =
  | {
      readonly kind: "decision";
      readonly event: Pick<LedgerRow, "uuid" | "recordedAt">;
      readonly noticeUuid: string;
      readonly specificUuid: string | undefined;
      readonly version: DecidedVersion;
      readonly decided: readonly DecidedPurpose[];
      /** Purposes whose active grant was taken back. */
      readonly withdrawn: readonly string[];
    }
  | { readonly kind: "link"; readonly aliasGrants: readonly Grant[] }
  | {
      readonly kind: "expired";
      readonly noticeUuid: string;
      readonly specificUuid: string | undefined;
      readonly purposes: readonly string[];
    }
  | { readonly kind: "erased" };

/** Where that is found which an event only points to. */
export interface FactSources {
  /** Throws when the version is missing. */
  version(uuid: string): Promise<DecidedVersion>;
  /** The words that an event was sealed with; throws when their key is another one. */
  words(row: LedgerRow): Promise<Words>;
  /** What held for an alias when its chain had this length. */
  grantsOf(aliasUuid: string, length: number): Promise<readonly Grant[]>;
}

/** Reads a row of the ledger as what it says; throws on a payload that is not of its kind. */
export async function readFact(row: LedgerRow, sources: FactSources): Promise<LedgerFact> {
  const members = readMembers(row.payload);
  switch (row.kind) {
    case "decision": {
      const { notice_uuid: noticeUuid, purposes } = readDecision(members);
      const { specific_uuid: specificUuid } = await sources.words(row);
      return {
        kind: "decision",
        event: row,
        noticeUuid,
        specificUuid,
        version: await sources.version(uuidOf(members, "notice_version_uuid")),
        decided: purposes,
        withdrawn: textsOf(members.get("withdrawn")),
      };
    }
    case "link": {
      const length = members.get("alias_chain_length");
      if (typeof length !== "number") throw new TypeError("The link names no length.");
      return { kind: "link", aliasGrants: await sources.grantsOf(row.identityUuid, length) };
    }
    case "expired": {
      const { specific_uuid: specificUuid } = await sources.words(row);
      const noticeUuid = uuidOf(members, "notice_uuid");
      return { kind: "expired", noticeUuid, specificUuid, purposes: textsOf(members.get("purposes")) };
    }
    case "erased":
      return { kind: "erased" };
    default:
      return row.kind satisfies never;
  }
}

function readDecision(members: ReadonlyMap<string, unknown>) {
  // What is recorded of a decision has the shape of what was sent, so one schema reads both.
  const result = submitConsent.body["~standard"].validate(Object.fromEntries(members));
  if (result instanceof Promise || result.issues !== undefined) throw new TypeError("The payload is no decision.");
  return result.value;
}

function uuidOf(members: ReadonlyMap<string, unknown>, name: string): string {
  const uuid = asUuid(members.get(name));
  if (uuid === undefined) throw new TypeError(`The payload has no ${name}.`);
  return uuid;
}

function textsOf(value: unknown): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return entries.filter((entry) => typeof entry === "string");
}
