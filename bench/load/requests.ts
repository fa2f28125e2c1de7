import { randomUUID } from "node:crypto";

/** One request, ready to send. */
export interface Shot {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The right answer, where it is not that of the load. */
  readonly expected?: number;
  /** Told the right answer's text. */
  readonly answered?: (text: string) => void;
}

/** A load: where it goes, what the next request is, and which status is the right answer. */
export interface Load {
  readonly name: string;
  readonly origin: string;
  readonly expected: number;
  next(): Shot;
}

/** A load that takes turns between credentials, so that no one person is hot. */
export function rotating(
  load: Omit<Load, "next">,
  tokens: readonly string[],
  shot: Omit<Shot, "headers">,
  more: () => Readonly<Record<string, string>> = () => ({}),
): Load {
  let turn = 0;
  const type: Readonly<Record<string, string>> = shot.body === undefined ? {} : { "content-type": "application/json" };
  return {
    ...load,
    next() {
      turn += 1;
      const token = tokens[turn % tokens.length] ?? "";
      return { ...shot, headers: { authorization: `Bearer ${token}`, ...type, ...more() } };
    },
  };
}

/** A fresh Idempotency-Key for every request. */
export const freshKey = () => ({ "idempotency-key": randomUUID() });
