import { announce, type Submission } from "@notice-consent/client";
import type { ConsentError } from "@notice-consent/contract";
import type { DecisionCallbacks } from "./consent.ts";
import type { LatestPlace, Place } from "./moment.ts";
import { placeOf } from "./queries.ts";

const present = new WeakMap<Submission, Set<LatestPlace>>();
const reported = new WeakMap<LatestPlace, WeakSet<ConsentError>>();

/** Lets a mounted place hear how a submission ends, until the returned function is called. */
export function join(submission: Submission, place: LatestPlace): () => void {
  const places = present.get(submission) ?? new Set();
  present.set(submission, places.add(place));
  return () => {
    places.delete(place);
  };
}

/**
 * Tells exactly one host, once the screen shows it: the one that acted; if that is gone, one that is mounted now;
 * if there is none, the one that acted all the same, unless it has turned to another person or another question.
 */
export function tellOne(
  submission: Submission,
  actor: LatestPlace,
  at: Place,
  tell: (callbacks: DecisionCallbacks, hearer: LatestPlace) => void,
): void {
  const asked = subjectOf(at);
  announce(() => {
    const places = [...(present.get(submission) ?? [])];
    const hearer = places.includes(actor) ? actor : (places.at(-1) ?? actor);
    if (subjectOf(hearer.current) === asked) tell(hearer.current.options, hearer);
  }, at.page.clock);
}

/** Tells this place's host, unless it has turned to another person or another question meanwhile. */
export function tellOwn<Own extends LatestPlace>(
  place: Own,
  tell: (callbacks: Own["current"]["options"]) => void,
): void {
  const asked = subjectOf(place.current);
  announce(() => {
    if (subjectOf(place.current) === asked) tell(place.current.options);
  }, place.current.page.clock);
}

/** Who is asked about what. An answer to anything else is none of the host's present concern. */
export function subjectOf({ person, about }: Place): string {
  return `${placeOf(person).digest} ${about}`;
}

/** Tells this place's host of a failure, unless it has heard of this very one. */
export function reportOnce(place: LatestPlace, error: ConsentError): void {
  tellOwn(place, (callbacks) => {
    if (isNews(place, error)) callbacks.onError?.(error);
  });
}

/** True the first time that a place meets this very failure. */
export function isNews(place: LatestPlace, error: ConsentError): boolean {
  const known = reported.get(place) ?? new WeakSet();
  reported.set(place, known);
  if (known.has(error)) return false;
  known.add(error);
  return true;
}
