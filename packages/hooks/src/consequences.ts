import type { Session } from "@notice-consent/client";
import type { Query } from "@tanstack/react-query";
import { isAboutNotice } from "./about.ts";
import type { PageClient } from "./page-client.ts";
import { placeOf, type KeyParts } from "./queries.ts";
import { noticeKey } from "./query-keys.ts";
import type { Person } from "./use-person.ts";

/** A person who has a session. */
export type KnownPerson = Extract<Person, { status: "known" }>;

/**
 * What a recorded decision changes on this page: no earlier answer about the notice counts as a yes any more, places
 * that ask about it read it anew and keep the ticks, and what was recorded before is asked of the service again.
 * The places of the decision itself have its answer and read nothing.
 */
export function drawConsequences(page: PageClient, person: KnownPerson, noticeId: string): void {
  const own = countDecisions(page, person.client.findSession(person.principal.digest), noticeId);
  const { digest, base } = placeOf(person);
  const queries = page.queryClient.getQueryCache().findAll({ queryKey: noticeKey(digest, base, noticeId) });
  for (const query of queries) {
    const { about, view } = partsIn(query.queryKey);
    if (isAsking(query) && view === undefined && !own.has(about)) {
      void page.queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    } else {
      forget(query, page.clock.now());
    }
  }
}

interface Watch {
  places: number;
  readonly stop: () => void;
}

const watches = new WeakMap<PageClient, Map<Session, Watch>>();

/** Draws the consequences of decisions that are recorded elsewhere, once for all places of a page. Returns the end. */
export function watchDecisions(page: PageClient, person: KnownPerson, session: Session): () => void {
  const watched = watches.get(page) ?? new Map<Session, Watch>();
  watches.set(page, watched);
  const watch: Watch = watched.get(session) ?? {
    places: 0,
    stop: session.onNews((news) => {
      if (news.kind === "decision") drawConsequences(page, person, news.noticeUuid);
    }),
  };
  watched.set(session, watch);
  watch.places += 1;
  return () => {
    watch.places -= 1;
    if (watch.places > 0) return;
    watched.delete(session);
    watch.stop();
  };
}

/** Names what has been decided just now. A decision that was counted before has been overtaken and is let go. */
function countDecisions(page: PageClient, session: Session | undefined, noticeId: string): ReadonlySet<string> {
  const own = new Set<string>();
  for (const [about, submission] of session?.submissions ?? []) {
    const state = submission.getSnapshot();
    if (state.status !== "recorded" || !isAboutNotice(about, noticeId)) continue;
    if (page.counted.has(state.decision)) submission.reset();
    else own.add(about);
    page.counted.add(state.decision);
  }
  return own;
}

/** Takes the answer away and gives up a read under way, which may have been answered before the decision. */
function forget(query: Query, now: number): void {
  void query.cancel({ silent: true });
  query.setState({
    data: { status: "forgotten" },
    dataUpdatedAt: now,
    error: null,
    status: "success",
    fetchStatus: "idle",
  });
}

function isAsking({ state: { data } }: Query): boolean {
  return typeof data === "object" && data !== null && "status" in data && data.status === "ask";
}

function partsIn(queryKey: readonly unknown[]): Partial<KeyParts> & { readonly about: string } {
  const parts = queryKey.at(-1);
  const isNamed = typeof parts === "object" && parts !== null && "about" in parts && typeof parts.about === "string";
  if (!isNamed) return { about: "" };
  return { about: String(parts.about), view: "view" in parts && parts.view === "record" ? "record" : undefined };
}
