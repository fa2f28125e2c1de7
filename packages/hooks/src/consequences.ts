import type { Session } from "@notice-consent/client";
import type { Query } from "@tanstack/react-query";
import { isAboutNotice } from "./about.ts";
import type { PageClient } from "./page-client.ts";
import { partsIn, placeOf, type CachedAnswer } from "./queries.ts";
import { noticeKey } from "./query-keys.ts";
import type { Person } from "./use-person.ts";

/** A person who has a session. */
export type KnownPerson = Extract<Person, { status: "known" }>;

/**
 * What a recorded decision changes on this page: no earlier answer about the notice counts as a yes any more, places
 * that ask about it read it anew and keep the ticks, and what was recorded before is asked of the service again.
 * The answer to the decision itself is its own question's verdict, so that nobody has to ask for it.
 */
export function drawConsequences(page: PageClient, person: KnownPerson, noticeId: string): void {
  const own = countDecisions(page, person.client.findSession(person.principal.digest), noticeId);
  for (const query of queriesAbout(page, person, noticeId)) {
    const { about = "", view } = partsIn(query.queryKey) ?? {};
    const verdict = view === "verdict" ? own.get(about) : undefined;
    if (verdict === undefined && isAsking(query) && view !== "record" && !own.has(about)) {
      void page.queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    } else {
      replace(page, query, verdict ?? forgotten);
    }
  }
}

/** After an act without an answer, nothing that was read before it is known to hold: each yes is asked for anew. */
export function doubtVerdicts(page: PageClient, person: KnownPerson, noticeId: string): void {
  for (const query of queriesAbout(page, person, noticeId)) {
    if (!isAsking(query) || partsIn(query.queryKey)?.view === "record") replace(page, query, forgotten);
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

/** What has been decided just now, with the verdict. A decision that was counted before has been overtaken. */
function countDecisions(
  page: PageClient,
  session: Session | undefined,
  noticeId: string,
): ReadonlyMap<string, CachedAnswer> {
  const own = new Map<string, CachedAnswer>();
  for (const [about, submission] of session?.submissions ?? []) {
    const state = submission.getSnapshot();
    if (state.status !== "recorded" || !isAboutNotice(about, noticeId)) continue;
    if (page.counted.has(state.decision)) submission.reset();
    else own.set(about, state.settlement.mayProceed ? { status: "already-valid" } : forgotten);
    page.counted.add(state.decision);
  }
  return own;
}

const forgotten: CachedAnswer = { status: "forgotten" };

function queriesAbout(page: PageClient, person: KnownPerson, noticeId: string): readonly Query[] {
  const { digest, base } = placeOf(person);
  return page.queryClient.getQueryCache().findAll({ queryKey: noticeKey(digest, base, noticeId) });
}

/** Puts another answer in the place of one, and gives up a read under way, which may have been answered before. */
function replace({ clock }: PageClient, query: Query, data: CachedAnswer): void {
  void query.cancel({ silent: true });
  query.setState({ data, dataUpdatedAt: clock.now(), error: null, status: "success", fetchStatus: "idle" });
}

function isAsking({ state: { data } }: Query): boolean {
  return typeof data === "object" && data !== null && "status" in data && data.status === "ask";
}
