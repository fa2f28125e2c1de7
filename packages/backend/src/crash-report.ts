import { describeFailure } from "./db/failure.ts";

/**
 * What may be told of a failure that ends the process: the sentence of an error that was made to be read, else names
 * and codes alone, since a driver's message quotes the query with its values.
 */
export function describeCrash(failure: unknown): string {
  const isSentence = failure instanceof Error && failure.constructor === Error && !("code" in failure);
  return isSentence ? failure.message : describeFailure(failure);
}

/** From now on a failure that nobody handles is told in one line and ends the process; Node itself would print it whole. */
export function reportCrashes(write: (line: string) => void): void {
  process.on("uncaughtException", (failure) => {
    write(JSON.stringify({ time: new Date().toISOString(), crash: describeFailure(failure) }));
    process.exit(1);
  });
}
