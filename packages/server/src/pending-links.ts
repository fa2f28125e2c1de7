import { isConsentError, type ConsentError, type WebhookEvent } from "@notice-consent/contract";
import type { Clock } from "@notice-consent/client";
import type { ConflictReview } from "./conflict.ts";
import type { Users } from "./users.ts";

/** An identifier under which nobody has consented yet, and the primary that waits for it. */
export interface PendingLink {
  readonly orgUserId: string;
  /** Often an e-mail address or a phone number. */
  readonly aliasOrgUserId: string;
  /** ISO 8601, since when it waits. */
  readonly since: string;
}

/** Keeps links until their identifier consents. A link is told by its two ids; `since` is what was given first. */
export interface PendingLinkStore {
  /** Keeps a link; one that is kept already stays as it is. */
  add(link: PendingLink): Promise<void>;
  remove(link: PendingLink): Promise<void>;
  /** Every primary that waits for an identifier. */
  waitingFor(aliasOrgUserId: string): Promise<readonly PendingLink[]>;
  /** The next links behind one, in an order that stays; from the first when there is none. */
  page(limit: number, after?: PendingLink): Promise<readonly PendingLink[]>;
}

/** What became of the links that were tried. */
export interface PendingLinkReport {
  readonly linked: number;
  readonly stillWaiting: number;
  /** They belong to somebody else by now, and are with the conflicts. */
  readonly conflicts: number;
  /** They waited too long, or their primary is gone. */
  readonly dropped: number;
  /** The last failure. One that may pass left the rest for another time; any other left its own link waiting. */
  readonly interruptedBy: ConsentError | undefined;
}

/** Links that wait for a consent. */
export interface PendingLinks {
  /** Tries what waits for whoever an event is about: call it with every event that {@link verifyWebhook} let through. */
  heard(event: WebhookEvent): Promise<PendingLinkReport>;
  /**
   * Tries everything once: call it now and then where the service sends no events. Stops at an outage, which would
   * meet the others too; the next call begins with the links behind it.
   */
  retry(): Promise<PendingLinkReport>;
}

interface PendingLinksParts {
  readonly users: Users;
  readonly review: ConflictReview;
  readonly store: PendingLinkStore;
  readonly clock: Clock;
  /** Milliseconds for which a link may wait. */
  readonly keepForMs: number;
}

const pageSize = 100;

type Fate = "linked" | "stillWaiting" | "conflicts" | "dropped";

/** Pending links over a store. */
export function createPendingLinks({ users, review, store, clock, keepForMs }: PendingLinksParts): PendingLinks {
  let stoppedAt: PendingLink | undefined;

  async function attempt(link: PendingLink): Promise<Fate> {
    const { orgUserId, aliasOrgUserId, since } = link;
    const fate = clock.now() - Date.parse(since) > keepForMs ? "dropped" : await tryLink(orgUserId, aliasOrgUserId);
    if (fate !== "stillWaiting") await store.remove(link);
    return fate;
  }

  async function tryLink(orgUserId: string, aliasOrgUserId: string): Promise<Fate> {
    const outcome = await users.link({ primary_org_user_id: orgUserId, alias_org_user_ids: [aliasOrgUserId] });
    switch (outcome.status) {
      case "primary-not-found":
        return "dropped";
      case "primary-is-alias": {
        // It was itself linked meanwhile: the decision counts for its primary, as soon as the service says whose it is.
        const primary = (await users.primaryOf(orgUserId))?.org_user_id ?? orgUserId;
        return primary === orgUserId ? "stillWaiting" : tryLink(primary, aliasOrgUserId);
      }
      case "linked": {
        const { conflicts, not_found } = outcome.result;
        if (not_found.length > 0) return "stillWaiting";
        await review.report(orgUserId, conflicts, []);
        return conflicts.length > 0 ? "conflicts" : "linked";
      }
      default:
        return outcome satisfies never;
    }
  }

  /** Tries links in turn, up to an outage; the one that it came at. Its link waits on, as every one that fails. */
  async function attemptAll(links: readonly PendingLink[], report: Counted): Promise<PendingLink | undefined> {
    for (const link of links) {
      try {
        report[await attempt(link)] += 1;
      } catch (failure) {
        if (!isConsentError(failure)) throw failure;
        report.interruptedBy = failure;
        if (failure.retryable) return link;
        report.stillWaiting += 1;
      }
    }
    return undefined;
  }

  return {
    async heard({ data }) {
      const report = nothing();
      if (data.org_user_id) await attemptAll(await store.waitingFor(data.org_user_id), report);
      return report;
    },
    async retry() {
      const report = nothing();
      for await (const links of pagesBehind(store, stoppedAt)) {
        stoppedAt = await attemptAll(links, report);
        if (stoppedAt !== undefined) break;
      }
      return report;
    },
  };
}

/** Every link once, from the one behind `start` on: one that never succeeds does not keep the others waiting. */
async function* pagesBehind(
  store: PendingLinkStore,
  start: PendingLink | undefined,
): AsyncGenerator<readonly PendingLink[]> {
  const behind = new Set<string>();
  for await (const links of pagesFrom(store, start)) {
    if (start !== undefined) for (const link of links) behind.add(keyOf(link));
    yield links;
  }
  if (start === undefined) return;
  for await (const links of pagesFrom(store, undefined)) {
    const end = links.findIndex((link) => behind.has(keyOf(link)));
    yield end === -1 ? links : links.slice(0, end);
    if (end !== -1) return;
  }
}

async function* pagesFrom(
  store: PendingLinkStore,
  start: PendingLink | undefined,
): AsyncGenerator<readonly PendingLink[]> {
  let after = start;
  for (;;) {
    const links = await store.page(pageSize, after);
    if (links.length === 0) return;
    after = links.at(-1);
    yield links;
  }
}

function keyOf({ aliasOrgUserId, orgUserId }: PendingLink): string {
  return JSON.stringify([aliasOrgUserId, orgUserId]);
}

type Counted = Record<Fate, number> & { interruptedBy: ConsentError | undefined };

function nothing(): Counted {
  return { linked: 0, stillWaiting: 0, conflicts: 0, dropped: 0, interruptedBy: undefined };
}

/** Pending links in the memory of this process, gone when it ends. */
export function memoryPendingLinkStore(): PendingLinkStore {
  const kept = new Map<string, PendingLink>();
  const inOrder = (): [string, PendingLink][] => [...kept].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    async add(link) {
      const key = keyOf(link);
      if (!kept.has(key)) kept.set(key, link);
    },
    remove: async (link) => void kept.delete(keyOf(link)),
    waitingFor: async (alias) => [...kept.values()].filter(({ aliasOrgUserId }) => aliasOrgUserId === alias),
    page: async (limit, after) => {
      const start = after === undefined ? "" : keyOf(after);
      return inOrder()
        .filter(([key]) => key > start)
        .slice(0, limit)
        .map(([, link]) => link);
    },
  };
}
