import { randomBytes, randomUUID, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/** A customer as pages may see them. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** An account, and whether it was opened just now or found. */
export interface OpenedAccount {
  readonly account: Account;
  readonly isNew: boolean;
}

interface Kept {
  readonly account: Account;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** The customers and who is logged in, in memory; yours are in a database. */
export class Accounts {
  readonly #byEmail = new Map<string, Kept>();
  readonly #sessions = new Map<string, Account>();

  /** Opens an account. The same e-mail and password again end in the same one; another password is `undefined`. */
  async open(details: Omit<Account, "id">, password: string): Promise<OpenedAccount | undefined> {
    const salt = randomBytes(16);
    const kept = { account: { id: `user_${randomUUID()}`, ...details }, salt, hash: await derive(password, salt, 32) };
    // Asked after the hashing, so that of two at once one opens the account and the other finds it.
    if (this.#byEmail.has(details.email)) {
      const account = await this.find(details.email, password);
      return account && { account, isNew: false };
    }
    this.#byEmail.set(details.email, kept);
    return { account: kept.account, isNew: true };
  }

  /** Takes an account back as if it had never been opened. */
  takeBack({ id, email }: Account): void {
    this.#byEmail.delete(email);
    for (const [session, account] of this.#sessions) if (account.id === id) this.#sessions.delete(session);
  }

  async find(email: string, password: string): Promise<Account | undefined> {
    const kept = this.#byEmail.get(email);
    // An unknown address takes as long as a wrong password.
    const hash = await derive(password, kept?.salt ?? Buffer.alloc(16), 32);
    return kept !== undefined && timingSafeEqual(hash, kept.hash) ? kept.account : undefined;
  }

  startSession(account: Account): string {
    const session = randomBytes(32).toString("base64url");
    this.#sessions.set(session, account);
    return session;
  }

  endSession(session: string): void {
    this.#sessions.delete(session);
  }

  ofSession(session: string): Account | undefined {
    return this.#sessions.get(session);
  }
}
