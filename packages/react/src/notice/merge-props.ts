type Handler = (event: unknown) => void;

/**
 * A part's own attributes with those given to it: class names and descriptions add up, styles and handlers combine,
 * anything else given wins. A given handler runs first; `preventDefault` in it keeps ours from running.
 */
export function mergeProps(own: object, given: object): Record<string, unknown> {
  const merged = new Map<string, unknown>(Object.entries(own));
  const added: [string, unknown][] = Object.entries(given);
  for (const [name, theirs] of added) {
    if (theirs !== undefined) merged.set(name, combined(name, merged.get(name), theirs));
  }
  return Object.fromEntries(merged);
}

function combined(name: string, ours: unknown, theirs: unknown): unknown {
  if (ours === undefined) return theirs;
  if (name === "className" || name === "aria-describedby") return [ours, theirs].filter(Boolean).join(" ");
  if (name === "style" && isObject(ours) && isObject(theirs)) return { ...ours, ...theirs };
  if (isHandler(name, ours) && isHandler(name, theirs)) {
    return (event: unknown): void => {
      theirs(event);
      if (!isPrevented(event)) ours(event);
    };
  }
  return theirs;
}

function isHandler(name: string, value: unknown): value is Handler {
  return /^on[A-Z]/u.test(name) && typeof value === "function";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isPrevented(event: unknown): boolean {
  return isObject(event) && "defaultPrevented" in event && event.defaultPrevented === true;
}
