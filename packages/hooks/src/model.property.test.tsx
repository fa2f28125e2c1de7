import { coverage, decide, submitConsent, type Draft, type Notice } from "@notice-consent/contract";
import { aNotice, type FixtureService } from "@notice-consent/testing";
import { act, cleanup, waitFor, type RenderHookResult } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, expect, it, vi } from "vitest";
import {
  aConsentBench,
  comeBack,
  later,
  renderings,
  tokensOf,
  type ConsentBench,
  type Rendering,
} from "./consent-bench.test-data.tsx";
import { useConsent, type Consent, type UseConsentOptions } from "./index.ts";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const people = ["asha", "ravi"] as const;
type Name = (typeof people)[number];

/** What a person of the model has done. */
interface Deeds {
  acts: number;
  callbacks: number;
}

interface Model {
  person: Name;
  places: number;
  offline: boolean;
  deeds: Record<Name, Deeds>;
  /** Ticks that were made and not sent; `undefined` once the record may have taken their place. */
  ticks: Draft | undefined;
}

interface Place {
  readonly consent: RenderHookResult<Consent, UseConsentOptions>;
}

/** The page with its places, and whoever sits before it. */
class World {
  readonly bench: ConsentBench;
  readonly service: FixtureService;
  readonly notice: Notice;
  readonly places: Place[] = [];
  readonly #deeds: Model["deeds"];
  #person: Name = "asha";
  #tokens: Pick<UseConsentOptions, "accessToken" | "refreshToken">;

  constructor(rendering: Rendering, deeds: Model["deeds"]) {
    this.bench = aConsentBench(rendering);
    this.service = this.bench.service;
    this.notice = this.service.notices[0] ?? aNotice();
    this.#deeds = deeds;
    this.#tokens = tokensOf(this.service, this.#person);
  }

  isCovered(person: Name): boolean {
    return coverage(this.notice, this.service.record(person), "required").status === "covered";
  }

  mount(): void {
    this.places.push({ consent: this.bench.mount(this.#watched(), this.#options()) });
  }

  unmount(): void {
    this.places.pop()?.consent.unmount();
  }

  become(person: Name): void {
    this.#person = person;
    this.#tokens = tokensOf(this.service, person);
    for (const { consent } of this.places) consent.rerender(this.#options());
  }

  #watched(): (options: UseConsentOptions) => Consent {
    return (options) => {
      const consent = useConsent(options);
      // In any frame, and for the person whom the frame is about.
      if (consent.mayProceed && !this.isCovered(this.#person)) throw new Error("A person proceeds without a record.");
      return consent;
    };
  }

  #options(): UseConsentOptions {
    const person = this.#person;
    const heard = (mayProceed: boolean): void => {
      this.#deeds[person].callbacks += 1;
      if (mayProceed) expect(this.isCovered(person)).toBe(true);
    };
    return {
      noticeId: this.notice.uuid,
      // By this rule nothing that was read stays fresh: every mount and every return reads.
      validateAgainst: "required",
      ...this.#tokens,
      onAccept: (result) => (result.outcome === "already-valid" ? undefined : heard(result.mayProceed)),
      onDecline: () => heard(false),
    };
  }
}

type Step = fc.AsyncCommand<Model, World>;

function step(
  name: string,
  allowed: (model: Model) => boolean,
  run: (model: Model, world: World) => Promise<void> | void,
): Step {
  return {
    check: allowed,
    toString: () => name,
    run: async (model, world) => {
      await act(async () => run(model, world));
      await settled();
      holds(model, world);
    },
  };
}

/** Lets everything that needs no timer come to rest. */
async function settled(): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve, 5)));
}

/** What is true at any time. */
function holds(model: Model, world: World): void {
  expect(world.places).toHaveLength(model.places);
  for (const name of people) {
    const { acts, callbacks } = model.deeds[name];
    expect(world.service.events(name).length).toBeLessThanOrEqual(acts);
    expect(callbacks).toBeLessThanOrEqual(acts);
  }
  const drafts = world.places.map(({ consent }) => consent.result.current);
  for (const { status, draft } of drafts) {
    if (status !== "asking" || model.ticks === undefined) continue;
    expect(decide(world.notice, draft.getState())).toEqual(decide(world.notice, model.ticks));
  }
}

function click(name: "acceptAll" | "declineAll" | "save" | "retry"): Step {
  return step(
    name,
    ({ places }) => places > 0,
    (model, world) => {
      const consent = world.places[0]?.consent.result.current;
      if (consent === undefined) return;
      const sent = world.service.requests.to(submitConsent).length;
      const mayAct = consent.status === "asking" || consent.status === "uncertain";
      if (mayAct) {
        model.deeds[model.person].acts += 1;
        model.ticks = undefined;
      }
      consent.actions[name]();
      expect(world.service.requests.to(submitConsent).length - sent).toBeLessThanOrEqual(1);
    },
  );
}

const steps = [
  fc.constant(
    step(
      "mount",
      ({ places }) => places < 3,
      (model, world) => {
        model.places += 1;
        world.mount();
      },
    ),
  ),
  fc.constant(
    step(
      "unmount",
      ({ places }) => places > 0,
      (model, world) => {
        model.places -= 1;
        world.unmount();
      },
    ),
  ),
  fc.constantFrom(...people).map((person) =>
    step(
      `props of ${person}`,
      ({ places }) => places > 0,
      (model, world) => {
        // A newer token of the same person changes nothing; another person starts from nothing.
        if (person !== model.person) model.ticks = undefined;
        model.person = person;
        world.become(person);
      },
    ),
  ),
  fc.nat(1).map((index) =>
    step(
      `tick ${index}`,
      ({ places }) => places > 0,
      (model, world) => {
        const consent = world.places[0]?.consent.result.current;
        const uuid = world.notice.active_config.purposes[index]?.uuid ?? "";
        if (consent?.status !== "asking") return;
        consent.actions.toggle(uuid);
        model.ticks = consent.draft.getState();
      },
    ),
  ),
  fc.boolean().map((offline) =>
    step(
      offline ? "offline" : "online",
      () => true,
      (model, world) => {
        model.offline = offline;
        world.service.offline = offline;
      },
    ),
  ),
  fc.constantFrom("drop-answer" as const, { status: 503 }, { status: 429, code: "RATE_LIMITED" }).map((answer) =>
    step(
      `answer ${JSON.stringify(answer)}`,
      () => true,
      (_, world) => world.service.next(submitConsent, answer),
    ),
  ),
  fc.constant(
    step(
      "expire",
      () => true,
      (_, world) => world.service.expireAccessTokens(),
    ),
  ),
  fc.constantFrom("acceptAll" as const, "declineAll" as const, "save" as const, "retry" as const).map(click),
  fc.constant(
    step(
      "come back",
      () => true,
      async () => {
        later(6_000);
        await comeBack("focus");
      },
    ),
  ),
];

it.each(renderings)(
  "whatever people, hosts and networks do, nothing is said for another, twice, or without a record, $rendering [R-D1] [R-D2] [R-D7] [R-D11] [R-F1] [R-F5] [W-B7] [W-B8]",
  async ({ rendering }) => {
    expect.hasAssertions();
    vi.spyOn(console, "warn").mockReturnValue(undefined);
    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { maxCommands: 20, size: "max" }), async (commands) => {
        const deeds = { asha: { acts: 0, callbacks: 0 }, ravi: { acts: 0, callbacks: 0 } };
        const world = new World(rendering, deeds);
        world.mount();
        await settled();
        const model: Model = { person: "asha", places: 1, offline: false, deeds, ticks: undefined };
        await fc.asyncModelRun(() => ({ model, real: world }), commands);

        // In the end everything comes to rest: nobody is left waiting.
        await act(async () => {
          world.service.offline = false;
          later(6_000);
        });
        await comeBack("online");
        await waitFor(() => {
          for (const { consent } of world.places) {
            expect(["checking", "submitting"]).not.toContain(consent.result.current.status);
          }
        });
        holds(model, world);
        for (const { consent } of world.places) consent.unmount();
        vi.useRealTimers();
      }),
      { numRuns: process.env["DEEP"] === "1" ? 400 : 40 },
    );
  },
  600_000,
);
