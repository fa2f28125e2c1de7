import { parityFaults } from "@notice-consent/contract";
import { effortOf, type Effort } from "./effort.ts";
import { parityOf } from "./parity.ts";

/** What a matcher answers to Vitest, Jest and Storybook alike. */
interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Matchers for `expect.extend(consentMatchers)`. */
export const consentMatchers = {
  /** Of a notice: clicks and keys to refuse everything are no more than those to accept everything. */
  toRefuseAsEasilyAsAccept(notice: unknown): Verdict {
    const root = elementOf(notice);
    return compare(effortOf(root, "decline"), effortOf(root, "accept"), [
      "To refuse everything",
      "to accept everything",
    ]);
  },
  /** Of a notice in a browser: accept and decline are equally prominent. */
  toShowEqualActions(notice: unknown): Verdict {
    const faults = parityFaults(parityOf(elementOf(notice)));
    return {
      pass: faults.length === 0,
      message: () => (faults.length === 0 ? "Accept and decline are equally prominent." : faults.join("\n")),
    };
  },
  /** Of an effort: it is no more than another one, as withdrawing may not cost more than granting. */
  toCostNoMoreThan(effort: unknown, other: Effort): Verdict {
    return compare(asEffort(effort), other, ["This", "the other"]);
  },
};

/** What `expect` gains from {@link consentMatchers}; extend your test library's own interface with it. */
export interface ConsentMatchers<Result = void> {
  toRefuseAsEasilyAsAccept(): Result;
  toShowEqualActions(): Result;
  toCostNoMoreThan(other: Effort): Result;
}

function compare(one: Effort, other: Effort, [subject, object]: readonly [string, string]): Verdict {
  const isPossible = Number.isFinite(one.clicks) && Number.isFinite(one.keys);
  const pass = isPossible && one.clicks <= other.clicks && one.keys <= other.keys;
  return { pass, message: () => `${subject} takes ${told(one)}, ${object} ${told(other)}.` };
}

function told({ clicks, keys }: Effort): string {
  return `${clicks} ${clicks === 1 ? "click" : "clicks"} or ${keys} ${keys === 1 ? "key" : "keys"}`;
}

function elementOf(value: unknown): Element {
  if (value instanceof Element) return value;
  throw new TypeError("This matcher takes the element of a notice.");
}

function asEffort(value: unknown): Effort {
  if (typeof value === "object" && value !== null && "clicks" in value && "keys" in value) {
    const { clicks, keys } = value;
    if (typeof clicks === "number" && typeof keys === "number") return { clicks, keys };
  }
  throw new TypeError("This matcher takes what effortOf or effortDuring gives.");
}
