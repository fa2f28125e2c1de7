import { webhookSignature } from "@notice-consent/contract";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database, Queryable } from "../db/connect.ts";
import {
  findDueWebhooks,
  type HeldDelivery,
  holdDeliveries,
  releaseDeliveries,
  settleDelivery,
} from "./delivery-store.ts";
import { forgetOldMessages } from "./outbox.ts";
import type { Post, PostResult } from "./post.ts";
import { switchOffAfter, waitAfter } from "./retry-schedule.ts";
import { countFailure, switchOff, switchOn } from "./store.ts";

/** What a worker runs on; time and chance are given, so that a test can hold both. */
export interface WebhookWorkerContext {
  readonly database: Database;
  readonly keys: InstanceKeys;
  readonly post: Post;
  readonly now: () => Promise<Date>;
  readonly random: () => number;
}

/** Sends what stands in the outbox; several processes may each run one. */
export interface WebhookWorker {
  /** Attempts everything that is due and resolves with the number of attempts. */
  deliverDue(): Promise<number>;
  /** Looks for due deliveries over and over; a failure of the database is waited out. */
  start(): void;
  /** Resolves once no attempt is running. */
  stop(): Promise<void>;
}

const lookEveryMs = 1000;
const sweepEveryMs = 60 * 60 * 1000;
/** Deliveries of one webhook that are taken in hand together, and for how long: longer than all their deadlines. */
const batch = 10;
const holdMs = 120_000;
const lanes = 8;

/** A worker over a database. */
export function createWebhookWorker(context: WebhookWorkerContext): WebhookWorker {
  const { database, now } = context;
  const life = { stopped: false };
  let running: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sweptAt = performance.now();

  async function deliverDue(): Promise<number> {
    const due = [...(await findDueWebhooks(database.queries, await now()))];
    let attempts = 0;
    const lane = async (): Promise<void> => {
      for (let uuid = due.shift(); uuid !== undefined && !life.stopped; uuid = due.shift()) {
        for (let more = true; more && !life.stopped;) {
          const done = await deliverBatch(uuid);
          attempts += done.attempts;
          more = done.more;
        }
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return attempts;
  }

  /** Says whether the receiver took a whole batch, so that more may be due and welcome. */
  async function deliverBatch(webhookUuid: string): Promise<{ readonly attempts: number; readonly more: boolean }> {
    const at = await now();
    const held = await holdDeliveries(database, webhookUuid, at, new Date(at.getTime() + holdMs), batch);
    for (const [index, delivery] of held.entries()) {
      const succeeded = !life.stopped && (await attempt(context, delivery));
      if (succeeded) continue;
      // A receiver that is down is asked once a round, and the order of the rest is kept.
      const untried = held.slice(life.stopped ? index : index + 1).map(({ uuid }) => uuid);
      await releaseDeliveries(database.queries, untried);
      return { attempts: held.length - untried.length, more: false };
    }
    return { attempts: held.length, more: held.length === batch };
  }

  async function look(): Promise<void> {
    try {
      await deliverDue();
      if (performance.now() - sweptAt > sweepEveryMs) {
        sweptAt = performance.now();
        await forgetOldMessages(database.queries);
      }
    } catch {
      // Nothing is lost: what was not settled is still in the outbox.
    }
    if (!life.stopped) schedule();
  }

  function schedule(): void {
    timer = setTimeout(() => {
      running = look();
    }, lookEveryMs);
    timer.unref();
  }

  return {
    deliverDue,
    start: schedule,
    async stop() {
      life.stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function attempt({ database, keys, post, now, random }: WebhookWorkerContext, delivery: HeldDelivery) {
  const at = await now();
  const body = keys.unseal(delivery.sealedBody);
  const id = delivery.messageUuid;
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = await webhookSignature(keys.unseal(delivery.sealedSecret), { id, timestamp, body });
  const start = performance.now();
  const result = await post({
    url: delivery.url,
    headers: {
      "content-type": "application/json",
      "user-agent": "notice-consent",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": signature,
    },
    body,
  });
  const durationMs = Math.round(performance.now() - start);
  const failure = failureOf(result);
  const wait = failure === null ? undefined : waitAfter(delivery.failures + 1, random());
  const nextAttemptAt = wait === undefined ? null : new Date(at.getTime() + wait);
  await database.transaction(async (tx) => {
    const status = result.status === "answered" ? result.code : null;
    const exists = await settleDelivery(tx, delivery.uuid, { at, status, failure, durationMs, nextAttemptAt });
    if (!exists) return;
    if (failure === null) await switchOn(tx, delivery.webhookUuid);
    else await judge(tx, delivery.webhookUuid, at, result);
  });
  return failure === null;
}

function failureOf(result: PostResult): string | null {
  if (result.status === "failed") return result.reason;
  if (result.code >= 200 && result.code < 300) return null;
  return result.code >= 300 && result.code < 400 ? "redirect" : "rejected";
}

const gone = 410;

async function judge(tx: Queryable, webhookUuid: string, at: Date, result: PostResult): Promise<void> {
  if (result.status === "answered" && result.code === gone) {
    await switchOff(tx, webhookUuid, at, "The receiver answered 410, which asks for no more.");
    return;
  }
  const count = await countFailure(tx, webhookUuid, at);
  if (count === undefined || count.since === null) return;
  const longEnough = at.getTime() - count.since.getTime() >= switchOffAfter.milliseconds;
  if (count.failures < switchOffAfter.failures || !longEnough) return;
  await switchOff(tx, webhookUuid, at, `${count.failures} attempts in a row failed, over a day or more.`);
}
