/** An option of the model's tree: its place from the outside in, and the step at which it is added. */
export interface ModelOption {
  readonly place: string;
  readonly added: number;
}

/** An event of the model. A place that is named without a choice is `open`. */
export interface ModelEvent {
  readonly step: number;
  readonly says: Readonly<Record<string, "yes" | "no" | "open">>;
  readonly isAsShown: boolean;
}

/** What a place holds; `none` when nothing was ever said to it. */
export type Held = "yes" | "no" | "open" | "none";

/**
 * Schema 1 as a recurrence over places and steps, one place at a time and without a tree: what a place holds after a
 * step follows from what it held before it, from what is said to it and from what comes down from the place above.
 */
export function holdAfter(
  options: readonly ModelOption[],
  events: readonly ModelEvent[],
  lastStep: number,
  future: "follow" | "ask",
): ReadonlyMap<string, Held> {
  const above = (place: string): string | undefined =>
    place.split("/").length > 2 ? place.split("/").slice(0, -2).join("/") : undefined;
  const added = (place: string): number => {
    const own = options.find((option) => option.place === place)?.added ?? Number.POSITIVE_INFINITY;
    const parent = above(place);
    return parent === undefined ? own : Math.max(own, added(parent));
  };
  const memory = new Map<string, { readonly held: Held; readonly spreads: boolean }>();

  /** What a place holds, and whether a grant of it spreads, at the end of a step. */
  function end(place: string, step: number): { readonly held: Held; readonly spreads: boolean } {
    const key = `${step} ${place}`;
    const known = memory.get(key);
    if (known !== undefined) return known;
    const answer = compute(place, step);
    memory.set(key, answer);
    return answer;
  }

  function compute(place: string, step: number) {
    if (step < 0) return { held: "none", spreads: false } as const;
    const start = opening(place, step);
    const ruling = rule(place, step);
    if (ruling !== undefined) return { held: ruling.held, spreads: ruling.spreads };
    const isNamed = words(place, step).length > 0;
    return start.held === "none" && isNamed ? ({ held: "open", spreads: false } as const) : start;
  }

  /** What a place holds when a step begins: as before, or what it inherits when it is new. */
  function opening(place: string, step: number): { readonly held: Held; readonly spreads: boolean } {
    const before = end(place, step - 1);
    const parent = above(place);
    if (before.held !== "none" || parent === undefined || added(place) !== step) return before;
    const inherited = opening(parent, step);
    if (inherited.held === "no") return { held: "no", spreads: false };
    if (inherited.held !== "yes" || !inherited.spreads) return before;
    return future === "follow" ? { held: "yes", spreads: true } : { held: "open", spreads: false };
  }

  /** The yes or no that a step gives a place, from itself or from above. */
  function rule(place: string, step: number): { readonly held: "yes" | "no"; readonly spreads: boolean } | undefined {
    const said = words(place, step);
    const isThere = said.length > 0 || added(place) <= step || opening(place, step).held !== "none";
    if (!isThere) return undefined;
    const parent = above(place);
    const handed = parent === undefined ? undefined : rule(parent, step);
    const own = said.map(({ word }) => word);
    if (handed?.held === "no" || own.includes("no")) return { held: "no", spreads: true };
    if (handed?.held === "yes" && handed.spreads) return { held: "yes", spreads: true };
    if (!own.includes("yes")) return undefined;
    return { held: "yes", spreads: said.some(({ word, isAsShown }) => word === "yes" && !isAsShown) };
  }

  function words(place: string, step: number) {
    return events.flatMap(({ step: when, says, isAsShown }) => {
      const word = says[place];
      return when === step && word !== undefined ? [{ word, isAsShown }] : [];
    });
  }

  const places = new Set([...options.map(({ place }) => place), ...events.flatMap(({ says }) => Object.keys(says))]);
  return new Map([...places].map((place) => [place, end(place, lastStep).held]));
}
