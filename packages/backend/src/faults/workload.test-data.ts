import { setTimeout as pause } from "node:timers/promises";
import { type Operation, seededRandom } from "@notice-consent/testing/faults";
import { createCaller } from "./caller.test-data.ts";
import type { Reach } from "./service.test-data.ts";
import { createUser, openSession, type Session, type Surroundings } from "./session.test-data.ts";

/** People at work on a service that may fail at any time. */
export interface Workload {
  readonly seed: number;
  readonly people: number;
  readonly operations: readonly Operation[];
  /** Answers of 500, and of 5xx without a code; there should be none. */
  readonly bareFailures: readonly string[];
  /** Resolves when so many more decisions than now were acknowledged: work goes on, however slow the machine is. */
  progress(decisions: number): Promise<void>;
  /**
   * Ends it; what has no definite answer yet is asked for again, under its key, until it has one. At last each account
   * is linked to somebody who decided after it, and whose decision has to hold for it from then on.
   */
  stop(): Promise<void>;
}

/** How many are at work, and how. */
export interface WorkloadOptions {
  readonly seed: number;
  /** Accounts that decide, read and refresh all the time. */
  readonly people: number;
  /** Visitors at a time who decide, are linked to two accounts at once, and decide on. */
  readonly visitors: number;
  /** After how long a request is given up, in milliseconds. */
  readonly deadlineMs?: number | undefined;
}

/** Opens a session for everybody and keeps them at work. Needs a healthy service to start. */
export async function startWorkload(reach: () => Promise<Reach>, options: WorkloadOptions): Promise<Workload> {
  const { seed, people, visitors, deadlineMs = 4000 } = options;
  const operations: Operation[] = [];
  const bareFailures: string[] = [];
  const random = seededRandom(seed);
  const caller = createCaller(deadlineMs);
  const surroundings: Surroundings = { caller, reach, random, operations, bareFailures };
  const state = { stopping: false, arrived: 0 };

  async function work(session: Session): Promise<void> {
    while (!state.stopping) {
      const turn = random();
      if (turn < 0.6) await session.decide();
      else if (turn < 0.85) await session.read();
      else await session.refresh();
    }
  }

  async function visit(): Promise<void> {
    while (!state.stopping) {
      state.arrived += 1;
      const session = await openSession(surroundings, `visitor-${seed}-${state.arrived}`);
      await session.decide();
      const first = Math.floor(random() * people);
      const rivals = [nameOf(first), nameOf((first + 1) % people)];
      await Promise.all([...rivals.map((account) => session.linkTo(account)), session.decide()]);
      await session.decide();
      await session.read();
      await session.refresh();
    }
  }

  async function visitLast(account: string): Promise<void> {
    const session = await openSession(surroundings, `last-of-${account}`);
    await session.decide();
    await session.linkTo(account);
    await session.read();
  }

  const nameOf = (index: number) => `account-${seed}-${index}`;
  const sessions: Session[] = [];
  for (let index = 0; index < people; index += 1) {
    await createUser(surroundings, nameOf(index));
    sessions.push(await openSession(surroundings, nameOf(index)));
  }
  const atWork = [...sessions.map(work), ...Array.from({ length: visitors }, visit)];
  let stopped: Promise<void> | undefined;
  const finish = async () => {
    state.stopping = true;
    await Promise.all(atWork);
    await Promise.all(sessions.map((_, index) => visitLast(nameOf(index))));
    caller.close();
  };
  const acknowledged = () => operations.filter(({ kind, ending }) => kind === "submit" && ending === "ok").length;
  return {
    seed,
    people,
    operations,
    bareFailures,
    async progress(decisions) {
      const goal = acknowledged() + decisions;
      while (acknowledged() < goal) await pause(10);
    },
    stop: () => (stopped ??= finish()),
  };
}
