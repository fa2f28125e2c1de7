import type { DataElement, Purpose } from "../notice.ts";

/** True for a data element without which the rule `required` cannot hold. */
export function isBlocking(element: DataElement): boolean {
  return element.required && element.enabled;
}

/** The data elements a person can choose; disabled ones are never on and never sent. */
export function enabledElements(purpose: Purpose): readonly DataElement[] {
  return sortOut(purpose).enabled;
}

/** The data elements of a purpose that have to be granted for the purpose to count. */
export function blockingElements(purpose: Purpose): readonly DataElement[] {
  return sortOut(purpose).blocking;
}

/** True for a purpose with at least one blocking element. */
export function isMandatory(purpose: Purpose): boolean {
  return sortOut(purpose).blocking.length > 0;
}

interface SortedOut {
  readonly enabled: readonly DataElement[];
  readonly blocking: readonly DataElement[];
}

/** By list of elements: every tick asks anew of hundreds of them, and none of a notice that was read ever changes. */
const known = new WeakMap<readonly DataElement[], SortedOut>();

function sortOut({ data_elements: elements }: Purpose): SortedOut {
  const sorted = known.get(elements) ?? {
    enabled: elements.filter((element) => element.enabled),
    blocking: elements.filter(isBlocking),
  };
  known.set(elements, sorted);
  return sorted;
}
