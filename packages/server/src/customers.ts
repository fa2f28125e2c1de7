import { ConsentError, isConsentError, type ErrorCode } from "@notice-consent/contract";
import type { Consolidate, ConsolidateOutcome } from "./consolidate.ts";

/** A customer as a CRM knows them, with every identifier under which they may have consented. */
export interface Customer {
  readonly crmId: string;
  readonly email?: string | undefined;
  readonly mobile?: string | undefined;
  readonly name?: string | undefined;
  /** Of sessions, devices, loyalty cards and the like. */
  readonly identifiers?: readonly string[] | undefined;
}

/** What became of one customer. */
export type CustomerOutcome =
  | ConsolidateOutcome
  | { readonly status: "failed"; readonly error: ConsentError }
  /** The list was given up before this one's turn. */
  | { readonly status: "not-tried" };

/** A customer of a list with what became of it. */
export interface SyncedCustomer {
  readonly crmId: string;
  readonly outcome: CustomerOutcome;
}

/** How a list is worked through. */
export interface SyncOptions {
  /** Customers under way at a time; 4 when absent. */
  readonly concurrency?: number | undefined;
  /** After each customer; what it throws is lost. */
  readonly onProgress?: ((progress: SyncProgress) => void) | undefined;
  /** Ends the list early: whoever is under way is finished, the others are not tried. */
  readonly signal?: AbortSignal | undefined;
}

/** How far a list is. */
export interface SyncProgress {
  readonly done: number;
  readonly total: number;
  readonly latest: SyncedCustomer;
}

/** Brings the customers of a CRM together with what they consented to. */
export interface Customers {
  /** One customer: every identifier linked, `metadata.source` set to `crm_sync`. Safe to repeat. */
  readonly sync: (customer: Customer) => Promise<ConsolidateOutcome>;
  /** A list, in its order; never rejects, and says of each what became of it. */
  readonly syncAll: (customers: Iterable<Customer>, options?: SyncOptions) => Promise<readonly SyncedCustomer[]>;
}

const defaultConcurrency = 4;

/** Failures that every further customer would meet as well. */
const hopeless: ReadonlySet<ErrorCode> = new Set(["UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "CONFIGURATION"]);

/** Customers over the consolidation of persons. */
export function createCustomers(consolidate: Consolidate): Customers {
  const sync: Customers["sync"] = ({ crmId, identifiers, ...person }) =>
    consolidate({ ...person, orgUserId: crmId, aliases: identifiers, metadata: { source: "crm_sync" } });

  async function attempt(customer: Customer): Promise<CustomerOutcome> {
    try {
      return await sync(customer);
    } catch (failure) {
      return { status: "failed", error: isConsentError(failure) ? failure : new ConsentError("INTERNAL") };
    }
  }

  return {
    sync,
    async syncAll(customers, { concurrency = defaultConcurrency, onProgress, signal } = {}) {
      const list = [...customers];
      const outcomes = new Map<number, CustomerOutcome>();
      const queue = list.entries();
      let isHopeless = false;
      const work = async (): Promise<void> => {
        for (const [index, customer] of queue) {
          if (isHopeless || signal?.aborted) return;
          const outcome = await attempt(customer);
          isHopeless ||= outcome.status === "failed" && hopeless.has(outcome.error.code);
          outcomes.set(index, outcome);
          tell(onProgress, { done: outcomes.size, total: list.length, latest: { crmId: customer.crmId, outcome } });
        }
      };
      await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
      return list.map(({ crmId }, index) => ({ crmId, outcome: outcomes.get(index) ?? { status: "not-tried" } }));
    },
  };
}

function tell(onProgress: SyncOptions["onProgress"], progress: SyncProgress): void {
  try {
    onProgress?.(progress);
  } catch {
    // A progress bar that fails stops no list.
  }
}
