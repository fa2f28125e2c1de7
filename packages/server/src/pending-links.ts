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
  /** Why the rest was left for another time. */
  readonly interruptedBy: ConsentError | undefined;
}

/** Links that wait for a consent. */
export interface PendingLinks {
  /** Tries what waits for whoever an event is about: call it with every event that {@link verifyWebhook} let through. */
  heard(event: WebhookEvent): Promise<PendingLinkReport>;
  /** Tries everything once: call it now and then where the service sends no events. */
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
  async function attempt(link: PendingLink): Promise<Fate> {
    const { orgUserId, aliasOrgUserId, since } = link;
    const fate = clock.now() - Date.parse(since) > keepForMs ? "dropped" : await tryLink(orgUserId, aliasOrgUserId);
    if (fate !== "stillWaiting") await store.remove(link);
    return fate;
  }

  async function tryLink(orgUserId: string, aliasOrgUserId: string): Promise<Fate> {
    const outcome = await users.link({ primary_org_user_id: orgUserId, alias_org_user_ids: [aliasOrgUserId] });
    if (outcome.status !== "linked") return "dropped";
    const { conflicts, not_found } = outcome.result;
    if (not_found.length > 0) return "stillWaiting";
    await review.report(orgUserId, conflicts, []);
    return conflicts.length > 0 ? "conflicts" : "linked";
  }

  /** Stops at the first failure: it would meet the others too. Its link waits on. */
  async function attemptAll(links: readonly PendingLink[], report: Counted): Promise<void> {
    for (const link of links) {
      try {
        report[await attempt(link)] += 1;
      } catch (failure) {
        if (!isConsentError(failure)) throw failure;
        report.interruptedBy = failure;
        return;
      }
    }
  }

  return {
    async heard({ data }) {
      const report = nothing();
      if (data.org_user_id) await attemptAll(await store.waitingFor(data.org_user_id), report);
      return report;
    },
    async retry() {
      const report = nothing();
      let after: PendingLink | undefined;
      for (;;) {
        const links = await store.page(pageSize, after);
        await attemptAll(links, report);
        after = links.at(-1);
        if (after === undefined || report.interruptedBy !== undefined) return report;
      }
    },
  };
}

type Counted = Record<Fate, number> & { interruptedBy: ConsentError | undefined };

function nothing(): Counted {
  return { linked: 0, stillWaiting: 0, conflicts: 0, dropped: 0, interruptedBy: undefined };
}

/** Pending links in the memory of this process, gone when it ends. */
export function memoryPendingLinkStore(): PendingLinkStore {
  const kept = new Map<string, PendingLink>();
  const keyOf = ({ aliasOrgUserId, orgUserId }: PendingLink): string => JSON.stringify([aliasOrgUserId, orgUserId]);
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
