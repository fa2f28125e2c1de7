import { afterAll, beforeAll } from "vitest";
import { linkingConformance } from "./linking.ts";
import { readingConformance } from "./reading.ts";
import { refusalConformance } from "./refusing.ts";
import { repetitionConformance } from "./repeating.ts";
import { submissionConformance } from "./submitting.ts";
import { tokenConformance } from "./tokens.ts";
import { userConformance } from "./users.ts";
import { wireTo, type ConformanceTarget, type Wire } from "./wire.ts";

/**
 * The behaviour that every consent service shows on the wire, as Vitest tests over plain requests.
 * Call it in a test file, inside a `describe`; the service is started once and closed at the end.
 */
export function conformance({ start }: { readonly start: () => Promise<ConformanceTarget> }): void {
  let target: ConformanceTarget | undefined;
  beforeAll(async () => {
    target = await start();
  }, 120_000);
  afterAll(() => target?.close());

  const open = (): Wire => {
    if (target === undefined) throw new Error("The service under test did not start.");
    return wireTo(target);
  };
  tokenConformance(open);
  readingConformance(open);
  submissionConformance(open);
  refusalConformance(open);
  repetitionConformance(open);
  userConformance(open);
  linkingConformance(open);
}

export type { ConformanceTarget };
