import { aNotice, aToken } from "@notice-consent/testing";
import type fc from "fast-check";
import { readNotice } from "@notice-consent/contract";
import { AsyncLocalStorage } from "node:async_hooks";
import { aBrowser } from "./browser.test-data.ts";
import { createConsentClient, type ConsentClient } from "./consent-client.ts";
import { addressOf } from "./principal.ts";
import { aPage, type ScriptedPage } from "./session-bench.test-data.ts";
import type { Session } from "./session.ts";
import { aSteppedClock } from "./stepped-clock.test-data.ts";
import type { TokenPair } from "./token.ts";

/** The people of an interleaving. */
export const people = ["A", "B"] as const;
export type PersonName = (typeof people)[number];

/** What may go wrong with one refresh. */
export type RefreshFault = "answer-lost" | "unavailable" | "not-json";

/** What happens to the next refreshes, in order; then nothing does. */
export interface WorldOptions {
  readonly faults: readonly RefreshFault[];
  /** The access tokens that the pages start with have ended. */
  readonly expired: boolean;
  readonly coordinated: boolean;
}

/** What happens on the pages: somebody reads, gives up a read, leaves the page to the other person, comes back. */
export type Act =
  | { readonly kind: "read" | "give-up" | "change" | "wake"; readonly page: 0 | 1 }
  | { readonly kind: "pause"; readonly ms: number };

/** One page, and the person shown on it. */
export interface WorldPage {
  readonly client: ConsentClient;
  readonly page: ScriptedPage;
  person: PersonName;
  session: Session;
}

/** One read: whose it was, what came of it, and the requests that it set off; retries of a failed refresh aside. */
export interface WorldRead {
  readonly person: PersonName;
  requests: number;
  outcome: unknown;
  isSettled: boolean;
}

interface Family {
  readonly person: PersonName;
  readonly tokens: string[];
  readonly usedAt: number[];
}

const window = 30_000;
const currentRead = new AsyncLocalStorage<WorldRead>();
const notice = aNotice();

/** Pages of one browser over a service with the tiers of rotation, every message of which waits for the scheduler. */
export function aWorld(scheduler: fc.Scheduler, { faults, expired, coordinated }: WorldOptions) {
  const clock = aSteppedClock();
  const browser = aBrowser();
  const families: Family[] = [];
  const accessTokens = new Map<string, { readonly person: PersonName; readonly fresh: boolean }>();
  const pending = [...faults];
  const counts = { rotations: 0, revoked: 0, tellingsToOthers: 0, tellingsTooLate: 0 };
  const reads: WorldRead[] = [];
  const wait = (label: string): Promise<void> => scheduler.schedule(Promise.resolve(), label);

  function count(): void {
    const read = currentRead.getStore();
    if (read !== undefined) read.requests += 1;
  }

  function accessToken(person: PersonName, fresh: boolean): string {
    const iat = Math.floor(clock.now() / 1000);
    const made = aToken({ sub: person, iat, exp: iat + 3600, jti: `${accessTokens.size}` });
    accessTokens.set(made, { person, fresh });
    return made;
  }

  function issue(person: PersonName): TokenPair {
    const refreshToken = `${person}${families.length}.0`;
    families.push({ person, tokens: [refreshToken], usedAt: [] });
    return { accessToken: accessToken(person, !expired), refreshToken };
  }

  /** The table of `refresh token presented → answer`, in its order. */
  function rotate(presented: string): Response {
    const family = families.find(({ tokens }) => tokens.includes(presented));
    if (family === undefined) return refusal(401, "REFRESH_INVALID");
    const { tokens, usedAt, person } = family;
    const position = tokens.indexOf(presented);
    const behind = tokens.length - 1 - position;
    if (behind === 0) {
      counts.rotations += 1;
      usedAt[position] = clock.now();
      tokens.push(`${presented.split(".")[0]}.${tokens.length}`);
    } else if (clock.now() - (usedAt[position] ?? 0) > window) {
      counts.revoked += 1;
      return refusal(401, "REFRESH_REUSED");
    } else if (behind > 1) {
      return refusal(409, "REFRESH_STALE");
    }
    return Response.json({ detail: { token: accessToken(person, true), refresh_token: tokens.at(-1) } });
  }

  async function refresh(body: unknown): Promise<Response> {
    const fault = pending.shift();
    if (fault === undefined) count();
    await wait("refresh arrives");
    if (fault === "unavailable") return new Response("", { status: 503 });
    const answer = rotate(presentedIn(body));
    await wait("refresh is answered");
    if (fault === "answer-lost") throw new TypeError("Failed to fetch");
    return fault === "not-json" ? new Response("<html>", { status: 200 }) : answer;
  }

  async function read(authorization: string): Promise<Response> {
    count();
    const known = accessTokens.get(authorization.slice("Bearer ".length));
    if (known === undefined) throw new Error("A token was sent that nobody was given.");
    await wait(`read of ${known.person}`);
    return known.fresh ? Response.json({ detail: { ...notice, name: known.person } }) : refusal(401, "TOKEN_EXPIRED");
  }

  function open(client: ConsentClient, person: PersonName, pair = issue(person)): Session {
    const address = addressOf(pair.accessToken, {});
    if (address === undefined) throw new Error("The token names its address.");
    const session = client.openSession(client.principal(pair.accessToken, address), pair);
    session.attach({
      onTokensChange: (told) => {
        if (accessTokens.get(told.accessToken)?.person !== person) counts.tellingsToOthers += 1;
        if (client.findSession(session.digest) !== session) counts.tellingsTooLate += 1;
      },
    });
    return session;
  }

  const shared = issue("A");
  const pages = ["first", "second"].map((): WorldPage => {
    const page = aPage();
    const client = createConsentClient({
      baseUrl: "https://consent.test",
      clock,
      page,
      random: () => 0.5,
      coordination: coordinated ? browser.tab() : undefined,
      // An abort saves work and nothing more: here it saves none.
      fetch: async (input, init) =>
        new Request(input).url.endsWith("/tokens/refresh")
          ? refresh(init?.body)
          : read(new Headers(init?.headers).get("Authorization") ?? ""),
    });
    return { client, page, person: "A", session: open(client, "A", shared) };
  });

  function startRead({ session, person }: WorldPage, signal?: AbortSignal): void {
    const read: WorldRead = { person, requests: 0, outcome: undefined, isSettled: false };
    reads.push(read);
    currentRead.run(read, () => {
      const call = session.call(readNotice, { params: { notice_uuid: notice.uuid }, signal });
      void call
        .catch((error: unknown) => error)
        .then((outcome) => {
          read.outcome = outcome;
          read.isSettled = true;
        });
    });
  }

  /** The other person takes the page. */
  function change(place: WorldPage): void {
    const { session } = place;
    place.person = place.person === "A" ? "B" : "A";
    session.dispose();
    place.client.dropSession(session.digest);
    place.session = open(place.client, place.person);
  }

  function perform(act: Act): void {
    if (act.kind === "pause") return clock.step(act.ms);
    const place = pages[act.page];
    if (place === undefined) throw new Error("There are two pages.");
    switch (act.kind) {
      case "read":
        return startRead(place);
      case "give-up": {
        const caller = new AbortController();
        startRead(place, caller.signal);
        return void wait("give up").then(() => caller.abort());
      }
      case "change":
        return change(place);
      case "wake":
        return place.page.wake("visible");
      default:
        act satisfies never;
    }
  }

  return {
    counts,
    reads,
    pages,
    families,
    perform,
    /** Lets everything that is under way come to its end, in the order that the scheduler chooses. */
    async settle(): Promise<void> {
      for (let turn = 0; turn < 60; turn++) {
        await scheduler.waitIdle();
        const next = clock.next();
        if (next === undefined || next > clock.monotonic() + 15_000) return;
        clock.step(next - clock.monotonic());
      }
    },
  };
}

function presentedIn(body: unknown): string {
  const parsed: unknown = JSON.parse(typeof body === "string" ? body : "{}");
  return typeof parsed === "object" && parsed !== null ? String(Reflect.get(parsed, "refresh_token")) : "";
}

function refusal(status: number, code: string): Response {
  return Response.json({ error_code: code }, { status });
}
