import { isConsentError, type ConsentError } from "@notice-consent/contract";
import type { Consolidate, ConsolidateOutcome, IdentifiedPerson } from "./consolidate.ts";

/** What is left to do of a registration, as the outbox keeps it. */
export interface OutboxEntry {
  /** What the registration is told by, such as the visitor's id: the same for every repetition. */
  readonly registrationId: string;
  readonly person: Pick<IdentifiedPerson, "orgUserId" | "email" | "mobile" | "name">;
  /** Whose decisions become the person's. */
  readonly aliases: readonly string[];
}

/** Keeps registrations that are not finished in the consent service. Best a table beside your accounts. */
export interface RegistrationOutbox {
  /** Keeps an entry in place of an earlier one of the same registration. */
  put(entry: OutboxEntry): Promise<void>;
  /**
   * The entry is done with. With conflicts in the outcome, or `id-of-another`, what the visitor decided belongs to
   * somebody else and counts for no account of yours: complete none, and forget the visitor so that they can begin anew.
   */
  remove(registrationId: string, consent: ConsolidateOutcome): Promise<void>;
  /** Entries in the order in which they came. */
  list(limit: number): Promise<readonly OutboxEntry[]>;
}

/** One registration. Every part may be run again, and ends where the first run would have ended. */
export interface RegistrationSteps<Account> {
  readonly registrationId: string;
  /** Opens your own account, or finds the one that an earlier run opened under the same registration id. */
  readonly openAccount: () => Promise<Account>;
  /** The ids to link: the visitor's of your own cookie, never one of a body. */
  readonly aliases: readonly string[];
  /**
   * True makes the account's e-mail and phone contacts of the user in the consent service: what is decided under them
   * from then on counts for the account. For contacts that are proven to be the person's alone; false when absent.
   */
  readonly keepContacts?: boolean | undefined;
}

/** How a registration ends. */
export type RegistrationOutcome<Account> =
  | { readonly status: "registered"; readonly account: Account; readonly consent: ConsolidateOutcome }
  /** The account is there; its consent does not count for it yet and is retried from the outbox. */
  | { readonly status: "consent-waiting"; readonly account: Account; readonly error: ConsentError };

/** What became of the entries of an outbox. */
export interface ResumeReport {
  readonly finished: number;
  /** Not finished, tried or not. */
  readonly waiting: number;
}

/** Registrations that can be taken up again wherever they were left. */
export interface Registrations {
  /** Rejects with what `openAccount` or the outbox throws; the consent service's failures are an outcome. */
  run<Account extends OutboxEntry["person"]>(steps: RegistrationSteps<Account>): Promise<RegistrationOutcome<Account>>;
  /**
   * Finishes what is in the outbox: call it at the start of your server and now and then. Stops at an outage, which
   * would meet the others too; the next call begins with the entries behind it.
   */
  resume(): Promise<ResumeReport>;
}

const resumeLimit = 100;

/** Registrations over an outbox. */
export function createRegistrations(consolidate: Consolidate, outbox: RegistrationOutbox): Registrations {
  let stoppedAt: string | undefined;

  async function finish({ registrationId, person, aliases }: OutboxEntry): Promise<ConsolidateOutcome> {
    // What was decided under an address before is joined by `consolidateUser` alone.
    const outcome = await consolidate({ ...person, aliases, linkContacts: false });
    await outbox.remove(registrationId, outcome);
    return outcome;
  }

  return {
    async run({ registrationId, openAccount, aliases, keepContacts = false }) {
      const account = await openAccount();
      const { orgUserId, email, mobile, name } = account;
      // An address typed into a form is nobody's yet. As a contact it would take over what its owner decides under it.
      const person = { orgUserId, name, ...(keepContacts && { email, mobile }) };
      const entry = { registrationId, person, aliases };
      await outbox.put(entry);
      try {
        return { status: "registered", account, consent: await finish(entry) };
      } catch (error) {
        if (!isConsentError(error)) throw error;
        return { status: "consent-waiting", account, error };
      }
    },
    async resume() {
      const entries = await outbox.list(resumeLimit);
      let finished = 0;
      for (const entry of behind(entries, stoppedAt)) {
        try {
          await finish(entry);
          finished += 1;
        } catch (failure) {
          if (!isConsentError(failure)) throw failure;
          stoppedAt = entry.registrationId;
          if (failure.retryable) break;
        }
      }
      return { finished, waiting: entries.length - finished };
    },
  };
}

/** Every entry, from the one behind the last failure on: one that never succeeds does not keep the others waiting. */
function behind(entries: readonly OutboxEntry[], registrationId: string | undefined): readonly OutboxEntry[] {
  const start = entries.findIndex((entry) => entry.registrationId === registrationId) + 1;
  return [...entries.slice(start), ...entries.slice(0, start)];
}

/** An outbox in the memory of this process: what is in it when the process ends is lost. */
export function memoryRegistrationOutbox(): RegistrationOutbox {
  const entries = new Map<string, OutboxEntry>();
  return {
    put: async (entry) => void entries.set(entry.registrationId, entry),
    remove: async (registrationId) => void entries.delete(registrationId),
    list: async (limit) => [...entries.values()].slice(0, limit),
  };
}
