import { isStorable } from "@notice-consent/contract";

/** What a body turned out to be; `problem` is a sentence for the caller. */
export type ReadJson =
  | { readonly status: "read"; readonly value: unknown }
  | { readonly status: "refused"; readonly problem: string };

const deepest = 20;
const utf8 = new TextDecoder("utf-8", { fatal: true });
const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\],:]/gsu;

/**
 * Reads JSON that can be understood in one way only. Refuses, besides bad syntax, what `JSON.parse` hides or PostgreSQL
 * cannot keep: repeated members, NUL, lone surrogates, numbers that would change, more than 20 levels.
 */
export function readJson(bytes: Uint8Array): ReadJson {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return refused("The body is not UTF-8.");
  }
  return readJsonText(text);
}

/** {@link readJson} for a text. */
export function readJsonText(text: string): ReadJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused("The body is not JSON.");
  }
  // Only now: on text that is surely JSON the tokens follow one another without a search.
  const problem = firstProblem(text);
  return problem === undefined ? { status: "read", value } : refused(problem);
}

function refused(problem: string): ReadJson {
  return { status: "refused", problem };
}

interface Level {
  /** Names met so far; absent in a list. */
  readonly names: Set<string> | undefined;
  expectsName: boolean;
}

function firstProblem(text: string): string | undefined {
  const levels: Level[] = [];
  for (const [piece] of text.matchAll(token)) {
    const level = levels.at(-1);
    switch (piece.charAt(0)) {
      case "{":
      case "[":
        levels.push({ names: piece === "{" ? new Set() : undefined, expectsName: piece === "{" });
        if (levels.length > deepest) return `The body is nested more than ${deepest} levels deep.`;
        break;
      case "}":
      case "]":
        levels.pop();
        break;
      case ",":
        if (level?.names !== undefined) level.expectsName = true;
        break;
      case ":":
        break;
      case '"': {
        const value: unknown = JSON.parse(piece);
        if (typeof value !== "string") break;
        if (!isStorable(value)) return "The body has a text with NUL or half a surrogate pair.";
        if (level?.names === undefined || !level.expectsName) break;
        if (level.names.has(value)) return "The body names one member twice.";
        level.names.add(value);
        level.expectsName = false;
        break;
      }
      default:
        if (!isKept(piece)) return "The body has a number that cannot be kept exactly.";
    }
  }
  return undefined;
}

function isKept(number: string): boolean {
  const value = Number(number);
  if (!Number.isFinite(value)) return false;
  if (/^-?\d+$/.test(number)) return Number.isSafeInteger(value);
  const digits = number
    .replace(/[eE].*$/, "")
    .replaceAll(/\D/g, "")
    .replace(/^0+/, "");
  return digits.length <= 15 && !(value === 0 && digits !== "");
}
