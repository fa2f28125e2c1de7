/** What was read before a lock no longer holds under it; the transaction has to run again. */
export class StaleRead extends Error {
  override readonly name = "StaleRead";
}

const lockTimeout = "55P03";
// Deadlock, serialization failure, and a unique value that another transaction wrote first.
const restartable = new Set(["40P01", "40001", "23505"]);
const unavailable = new Set(["57014", "57P01", "57P02", "57P03", "40P01", "40001", lockTimeout]);
// A connection that failed, a resource that ran out (the disk, memory, connections), a disk that did not obey.
const unavailableClasses = /^(?:08|53|58)/;
const unreachable = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EHOSTUNREACH"]);
const lostConnection =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error/;

/** True when running the same transaction again is safe and likely to succeed. */
export function isRestartable(error: unknown): boolean {
  return causes(error).some(({ code }) => code !== undefined && restartable.has(code));
}

/** True when a statement gave up waiting for a lock. */
export function isLockTimeout(error: unknown): boolean {
  return causes(error).some(({ code }) => code === lockTimeout);
}

/** True when the database is gone, full or too slow, rather than asked for something wrong. */
export function isUnavailable(error: unknown): boolean {
  return causes(error).some(
    ({ code, message }) =>
      error instanceof StaleRead ||
      (code !== undefined && (unavailable.has(code) || unreachable.has(code) || unavailableClasses.test(code))) ||
      lostConnection.test(message),
  );
}

/** Name and codes of a failure and its causes, without a word of their messages. */
export function describeFailure(error: unknown): string {
  const names = causes(error).map(({ name, code }) => (code === undefined ? name : `${name} ${code}`));
  return names.join(" < ") || typeof error;
}

interface Cause {
  readonly name: string;
  readonly code: string | undefined;
  readonly message: string;
}

// Drizzle wraps the driver's error, and the driver may wrap the socket's.
function causes(error: unknown): Cause[] {
  const found: Cause[] = [];
  for (let current = error; current instanceof Error && found.length < 5; current = current.cause) {
    const code = "code" in current && typeof current.code === "string" ? current.code : undefined;
    found.push({ name: current.constructor.name, code, message: current.message });
  }
  return found;
}
