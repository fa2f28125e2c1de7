import { isConsentError, readNotice, type ConsentError } from "@notice-consent/contract";
import { aNotice, aToken } from "@notice-consent/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createConsentClient, type ConsentClient } from "./consent-client.ts";
import { systemClock } from "./clock.ts";
import { addressOf } from "./principal.ts";
import { aWorld, type Act, type RefreshFault } from "./interleaving.test-data.ts";
import { aPage } from "./session-bench.test-data.ts";
import type { Session } from "./session.ts";
import type { Refresh } from "./token.ts";

const isDeep = process.env["DEEP"] === "1";
/** Two thousand interleavings of pages, faults and people, and some hundreds of each special case. */
const runs = isDeep ? 5_000 : 2_000;
const specialRuns = isDeep ? 1_000 : 200;
/** The whole file replays from one number. */
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
const patience = 600_000;
const notice = aNotice();
const people = ["A", "B"] as const;
type PersonName = (typeof people)[number];

interface Sent {
  readonly person: PersonName;
  readonly generation: number;
}

/** A service whose every answer waits for the scheduler, and that knows whose token it is handed. */
function aScheduledService(scheduler: fc.Scheduler, accepts: (sent: Sent) => boolean) {
  const iat = Math.floor(Date.now() / 1000);
  const tokens = new Map<string, Sent>();
  const refreshes: Sent[] = [];
  const reads: Sent[] = [];
  const token = (person: PersonName, generation: number): string => {
    const made = aToken({ sub: person, iat: iat + generation, jti: `${generation}` });
    tokens.set(made, { person, generation });
    return made;
  };
  const knownToken = (made: string): Sent => {
    const sent = tokens.get(made);
    if (sent === undefined) throw new Error("A token was sent that nobody was given.");
    return sent;
  };
  return {
    token,
    refreshes,
    reads,
    /** A refresh as the host of one person would make it. */
    refreshFor:
      (person: PersonName): Refresh =>
      async () => {
        const generation = refreshes.filter((sent) => sent.person === person).length + 1;
        refreshes.push({ person, generation });
        await scheduler.schedule(Promise.resolve(), `refresh ${person}${generation}`);
        return { accessToken: token(person, generation) };
      },
    fetch: async (_: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      const sent = knownToken(new Headers(init?.headers).get("Authorization")?.slice("Bearer ".length) ?? "");
      reads.push(sent);
      await scheduler.schedule(Promise.resolve(), `read ${sent.person}${sent.generation}`);
      if (!accepts(sent)) return Response.json({ error_code: "TOKEN_EXPIRED" }, { status: 401 });
      return Response.json({ detail: { ...notice, name: sent.person } });
    },
  };
}

type ScheduledService = ReturnType<typeof aScheduledService>;

function open(client: ConsentClient, service: ScheduledService, person: PersonName): Session {
  const accessToken = service.token(person, 0);
  const address = addressOf(accessToken, {});
  if (address === undefined) throw new Error("The token names its address.");
  const session = client.openSession(client.principal(accessToken, address), { accessToken });
  session.attach({ refresh: service.refreshFor(person) });
  return session;
}

function clientOf({ fetch }: ScheduledService): ConsentClient {
  return createConsentClient({ baseUrl: "https://consent.test", fetch, clock: systemClock, page: aPage() });
}

function read(session: Session, signal?: AbortSignal): Promise<{ name: string } | ConsentError> {
  return session
    .call(readNotice, { params: { notice_uuid: notice.uuid }, signal })
    .catch((error: ConsentError) => error);
}

process.stdout.write(`The interleavings replay with SEED=${seed}.\n`);

describe("the session in any interleaving", { timeout: patience }, () => {
  it("refreshes once however many callers are refused, whoever gives up [R-A1]", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 50 }),
        async (scheduler, givesUp) => {
          const service = aScheduledService(scheduler, ({ generation }) => generation > 0);
          const session = open(clientOf(service), service, "A");
          const outcomes = givesUp.map((leaves) => {
            const controller = new AbortController();
            if (leaves) void scheduler.schedule(Promise.resolve(), "give up").then(() => controller.abort());
            return read(session, controller.signal);
          });
          await scheduler.waitIdle();
          for (const [index, outcome] of (await Promise.all(outcomes)).entries()) {
            if (givesUp[index] !== true) expect(outcome).toMatchObject({ name: "A" });
          }
          expect(service.refreshes.length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: specialRuns, seed },
    );
  });

  it("sends at most three requests for one act when everything is refused [R-A9]", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 8 }), async (scheduler, acts) => {
        const service = aScheduledService(scheduler, () => false);
        const session = open(clientOf(service), service, "A");
        const outcomes = Array.from({ length: acts }, () => read(session));
        await scheduler.waitIdle();
        for (const outcome of await Promise.all(outcomes)) expect(outcome).toMatchObject({ code: "AUTH_REJECTED" });
        expect(service.reads.length).toBeLessThanOrEqual(2 * acts);
        expect(service.refreshes.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: specialRuns, seed },
    );
  });

  it("never gives one person's answer or token to another, whenever the person changes [R-D1] [R-D3] [W10]", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), fc.boolean(), async (scheduler, expired, sharedHost) => {
        const service = aScheduledService(scheduler, ({ generation }) => !expired || generation > 0);
        const client = clientOf(service);
        const first = open(client, service, "A");
        const answersOfFirst = [read(first), read(first)];
        const switched = scheduler.schedule(Promise.resolve(), "switch").then(() => {
          first.dispose();
          return read(open(client, service, "B"));
        });
        if (sharedHost) void read(first);
        await scheduler.waitIdle();
        expect(await switched).toMatchObject({ name: "B" });
        for (const outcome of await Promise.all(answersOfFirst)) {
          expect("name" in outcome && !("code" in outcome) ? outcome.name : "ABORTED").toMatch(/^(A|ABORTED)$/);
        }
        const late = read(first);
        expect(await late).toMatchObject({ code: "ABORTED" });
      }),
      { numRuns: specialRuns, seed },
    );
  });

  it("refreshes two people of one page side by side, each for themselves [R-D3]", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom(...people), { maxLength: 6 }),
        async (scheduler, more) => {
          const service = aScheduledService(scheduler, ({ generation }) => generation > 0);
          const client = clientOf(service);
          const sessions = { A: open(client, service, "A"), B: open(client, service, "B") };
          const order: PersonName[] = ["A", "B", ...more];
          const outcomes = order.map((person) => read(sessions[person]));
          await scheduler.waitIdle();
          expect(await Promise.all(outcomes)).toMatchObject(order.map((name) => ({ name })));
          expect(service.refreshes.map(({ person }) => person).sort()).toEqual(["A", "B"]);
        },
      ),
      { numRuns: specialRuns, seed },
    );
  });

  it("says nothing to anybody once it has ended, whatever is still under way [R-D1] [R-D12]", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const service = aScheduledService(scheduler, ({ generation }) => generation > 0);
        const session = open(clientOf(service), service, "A");
        let ended = false;
        let heardAfterTheEnd = 0;
        session.subscribe(() => {
          if (ended) heardAfterTheEnd += 1;
        });
        const outcome = read(session).then((value) => ({ value, ended }));
        void scheduler.schedule(Promise.resolve(), "end").then(() => {
          ended = true;
          session.dispose();
        });
        await scheduler.waitIdle();
        const { value, ended: endedBefore } = await outcome;
        if (endedBefore) expect(value).toMatchObject({ code: "ABORTED" });
        expect(heardAfterTheEnd).toBe(0);
      }),
      { numRuns: specialRuns, seed },
    );
  });

  it("gives nobody another's answer, signs nobody out and sends at most three requests an act, over two pages, two people and a failing service [R-A1] [R-A9] [R-A14] [R-D1] [R-D3] [R-D13]", async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", listener);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anInterleaving, async (scheduler, { acts, ...options }) => {
        const world = aWorld(scheduler, options);
        const all: Act[] = [...acts, { kind: "read", page: 0 }, { kind: "read", page: 1 }];
        scheduler.scheduleSequence(all.map((act) => ({ label: act.kind, builder: async () => world.perform(act) })));
        await world.settle();
        for (const { person, outcome, requests, isSettled } of world.reads) {
          expect(isSettled).toBe(true);
          expect(requests).toBeLessThanOrEqual(3);
          expect(isConsentError(outcome) ? outcome.code : outcome).toSatisfy(
            (said: unknown) => said === "ABORTED" || Reflect.get(Object(said), "name") === person,
          );
        }
        for (const { outcome, person } of world.reads.slice(-2)) expect(outcome).toMatchObject({ name: person });
        expect(world.counts).toMatchObject({ revoked: 0, tellingsToOthers: 0, tellingsTooLate: 0 });
        expect(world.counts.rotations).toBeLessThanOrEqual(world.families.length);
        for (const { session } of world.pages) session.dispose();
      }),
      { numRuns: runs, seed },
    );
    process.off("unhandledRejection", listener);
    expect(unhandled).toEqual([]);
  });
});

const anAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom("read"), page: fc.constantFrom(0, 1) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom("change", "give-up", "wake"), page: fc.constantFrom(0, 1) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("pause"), ms: fc.integer({ min: 0, max: 1_000 }) }) },
);

const anInterleaving = fc.record({
  acts: fc.array(anAct, { minLength: 1, maxLength: 8 }),
  faults: fc.array(fc.constantFrom<RefreshFault>("answer-lost", "unavailable", "not-json"), { maxLength: 2 }),
  expired: fc.boolean(),
  coordinated: fc.boolean(),
});
