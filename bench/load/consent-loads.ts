import { decision, type Paths, type Person, readPair } from "./people.ts";
import { freshKey, type Load, rotating, type Shot } from "./requests.ts";

/** The loads of our API. */
export interface ConsentLoads {
  /** The check of a person who has decided: nothing is left to ask. */
  readonly check: Load;
  /** The same read where the notice is sent along. */
  readonly notice: Load;
  readonly submission: Load;
  /** All submissions by one person. */
  readonly hotSubmission: Load;
  /** Of each 50 requests 45 checks, 4 submissions and 1 refresh. */
  readonly mixed: Load;
}

/** The loads over people who have decided; `acknowledged` is told the event of every submission that is answered. */
export function consentLoads(
  paths: Paths,
  people: readonly Person[],
  acknowledged: (eventUuid: string) => void = () => undefined,
): ConsentLoads {
  const { origin } = paths;
  const tokens = people.map(({ token }) => token);
  const answered = (text: string): void => {
    const eventUuid = /"event_uuid":"([^"]+)"/.exec(text)?.[1];
    if (eventUuid !== undefined) acknowledged(eventUuid);
  };
  const submit = { method: "POST", path: paths.submit, body: decision, answered } as const;
  const submissionOf = (name: string, by: readonly string[]) =>
    rotating({ name, origin, expected: 201 }, by, submit, freshKey);
  const readOf = (name: string, path: string, expected: number) =>
    rotating({ name, origin, expected }, tokens, { method: "GET", path });
  const check = readOf("notice check", paths.check, 409);
  const submission = submissionOf("submission", tokens);
  return {
    check,
    notice: readOf("notice read", paths.notice, 200),
    submission,
    hotSubmission: submissionOf("submission, one person", tokens.slice(0, 1)),
    mixed: mixedLoad(check, submission, refreshing(paths, people)),
  };
}

/** Refreshes sessions in turn, each with the token that its last refresh gave. */
function refreshing({ refresh: path }: Paths, people: readonly Person[]): () => Shot {
  const waiting = people.map(({ refreshToken }) => refreshToken);
  return () => {
    const token = waiting.shift();
    if (token === undefined) throw new Error("Every session is being refreshed: there are too few people.");
    return {
      method: "POST",
      path,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ refresh_token: token }),
      expected: 200,
      answered(text) {
        const next = readPair(text)?.refreshToken;
        if (next !== undefined) waiting.push(next);
      },
    };
  };
}

function mixedLoad(check: Load, submission: Load, refresh: () => Shot): Load {
  let turn = 0;
  return {
    ...check,
    name: "90 reads, 8 submissions, 2 refreshes",
    next() {
      turn = (turn + 1) % 50;
      if (turn === 0) return refresh();
      return turn % 12 === 0 ? { ...submission.next(), expected: submission.expected } : check.next();
    },
  };
}
