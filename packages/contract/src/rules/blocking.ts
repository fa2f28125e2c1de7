import type { DataElement, Purpose } from "../notice.ts";

/** True for a data element without which the rule `required` cannot hold. */
export function isBlocking(element: DataElement): boolean {
  return element.required && element.enabled;
}

/** The data elements a person can choose; disabled ones are never on and never sent. */
export function enabledElements(purpose: Purpose): DataElement[] {
  return purpose.data_elements.filter((element) => element.enabled);
}

/** The data elements of a purpose that have to be granted for the purpose to count. */
export function blockingElements(purpose: Purpose): DataElement[] {
  return purpose.data_elements.filter(isBlocking);
}

/** True for a purpose with at least one blocking element. */
export function isMandatory(purpose: Purpose): boolean {
  return purpose.data_elements.some(isBlocking);
}
