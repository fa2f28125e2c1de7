import { fieldsOf } from "./answer.ts";
import { after, pause, type Clock } from "./clock.ts";
import type { Channel, Coordination } from "./coordination.ts";

/** What a session hears from the other tabs. Hints: an attacker's would cost a request at most. */
export interface TabListener {
  /** A refresh token, by digest, has been replaced; `at` is when, in wall-clock milliseconds, 0 when nobody knows. */
  readonly superseded: (tokenDigest: string, at: number) => void;
  /** A tab asks after a refresh token; when it was replaced, as far as this page knows. */
  readonly whenSuperseded: (tokenDigest: string) => number | undefined;
  readonly decided: (noticeUuid: string) => void;
}

/** The other tabs of one person. Everything here may fail without anybody noticing. */
export interface OtherTabs {
  /** Listens until `leave`. */
  join(): void;
  leave(): void;
  /** Waits at most three seconds for this tab's turn to refresh, then goes on without. Answers the release. */
  turn(signal: AbortSignal): Promise<() => void>;
  /** Asks whether a refresh token has been replaced. Resolves as soon as a tab says so, or after 200 ms. */
  ask(tokenDigest: string, generation: number): Promise<void>;
  announceRefresh(supersededDigest: string, generation: number): void;
  announceDecision(noticeUuid: string): void;
}

interface OtherTabsOptions extends TabListener {
  /** Digest of the person. */
  readonly digest: string;
  readonly clock: Clock;
  readonly coordination: Coordination;
}

const version = 1;
const longestTurn = 3_000;
const longestQuestion = 200;

/** The tabs that hold a session of the same person. Messages carry digests, never a token. */
export function createOtherTabs({ digest, clock, coordination, ...listener }: OtherTabsOptions): OtherTabs {
  const name = `notice-consent/${version}/${digest}`;
  let channel: Channel | undefined;
  let answered = (_about: string): void => {};

  function hear(message: unknown): void {
    const fields = fieldsOf(message);
    if (fields?.get("version") !== version || fields.get("principal") !== digest) return;
    const about = fields.get("about");
    if (typeof about !== "string" || about === "" || about.length > longestName) return;
    switch (fields.get("kind")) {
      case "superseded": {
        const at = fields.get("at");
        if (!isDigest(about) || !isCount(at) || !isCount(fields.get("generation"))) return;
        listener.superseded(about, at);
        answered(about);
        return;
      }
      case "question": {
        const at = isDigest(about) ? listener.whenSuperseded(about) : undefined;
        if (at !== undefined) post({ kind: "superseded", about, generation: 0, at });
        return;
      }
      case "decision":
        listener.decided(about);
        return;
      default:
    }
  }

  function open(): Channel | undefined {
    try {
      return coordination.connect(name, hear);
    } catch {
      return undefined;
    }
  }

  function post(message: Readonly<Record<string, unknown>>): void {
    // A session without hosts listens to nobody, but what it has to say is still said.
    const line = channel ?? open();
    try {
      line?.post({ version, principal: digest, ...message });
      if (line !== channel) line?.close();
    } catch {
      // Nobody relies on being told.
    }
  }

  return {
    join: () => {
      channel ??= open();
    },
    leave: () => {
      try {
        channel?.close();
      } catch {
        // Closed by the browser already.
      }
      channel = undefined;
    },
    turn: (signal) => takeTurn({ name, clock, coordination, signal }),
    ask: async (tokenDigest, generation) => {
      if (channel === undefined) return;
      const answer = new AbortController();
      // Word of another token is no answer: the one asked after may have been replaced all the same.
      answered = (about) => {
        if (about === tokenDigest) answer.abort();
      };
      post({ kind: "question", about: tokenDigest, generation });
      await pause(clock, longestQuestion, answer.signal);
      answered = () => {};
    },
    announceRefresh: (supersededDigest, generation) =>
      post({ kind: "superseded", about: supersededDigest, generation, at: clock.now() }),
    announceDecision: (noticeUuid) => post({ kind: "decision", about: noticeUuid }),
  };
}

const longestName = 256;

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

interface Turn {
  readonly name: string;
  readonly clock: Clock;
  readonly coordination: Coordination;
  readonly signal: AbortSignal;
}

function takeTurn({ name, clock, coordination, signal }: Turn): Promise<() => void> {
  return new Promise((resolve) => {
    const waiting = new AbortController();
    let hasGone = false;
    const go = (release: () => void = () => {}): void => {
      // A turn that comes too late is given back at once.
      if (hasGone) return release();
      hasGone = true;
      cancel();
      signal.removeEventListener("abort", giveUp);
      resolve(release);
    };
    const giveUp = (): void => {
      go();
      waiting.abort();
    };
    const cancel = after(clock, longestTurn, giveUp);
    signal.addEventListener("abort", giveUp);
    void Promise.resolve()
      .then(() => coordination.lock(name, waiting.signal))
      .then(go, () => go());
  });
}
