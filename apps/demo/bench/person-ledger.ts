import type { CurrentPerson } from "./current-person.ts";
import { isObject } from "./json.ts";
import { benchService } from "./service.ts";
import type { BenchSettings } from "./settings.ts";

/** One of a person's ids, with what the ledger has on whoever it belongs to; nothing where nobody decided under it. */
export interface IdLedger {
  readonly id: string;
  readonly ledger: Readonly<Record<string, unknown>> | undefined;
}

/** Reads the ledger under each of a person's ids. A contact that is part of another person's record is left out. */
export async function readIdLedgers(
  settings: BenchSettings,
  person: CurrentPerson | undefined,
): Promise<readonly IdLedger[]> {
  const [own] = person?.orgUserIds ?? [];
  const read = async (id: string): Promise<IdLedger> => {
    const path = `/workspaces/${settings.workspaceUuid}/ledger`;
    const ledger = await benchService(settings).ask("POST", path, { org_user_id: id });
    return { id, ledger: isObject(ledger) ? ledger : undefined };
  };
  const ledgers = await Promise.all((person?.orgUserIds ?? []).map(read));
  return ledgers.filter(({ id, ledger }) => id === own || ledger === undefined || isNobodyElses(ledger, own));
}

/** Whether a contact's record is that of the person themselves, or of nobody but the contact, which is masked. */
function isNobodyElses(ledger: Readonly<Record<string, unknown>>, own: string | undefined): boolean {
  const identities: readonly unknown[] = Array.isArray(ledger["identities"]) ? ledger["identities"] : [];
  const [primary] = identities;
  const id = isObject(primary) ? primary["org_user_id"] : undefined;
  return id === own || (typeof id === "string" && id.includes("•"));
}
