// What play functions do and look for, in whatever language the notice is: attributes of the interface, no words.
import { actionOf, effortOf, parityFaults, parityOf, type ActName } from "@notice-consent/testing/dom";
import { expect, userEvent, waitFor } from "storybook/test";

/** Long enough for a busy machine. */
const patience = { timeout: 20_000 };

/** The notice once it is in a state. */
export async function noticeIn(state: string): Promise<HTMLElement> {
  return waitFor(() => {
    const root = document.querySelector<HTMLElement>(`[data-nc="root"][data-state="${state}"]`);
    if (root === null) throw new Error(`No notice is ${state}; there is ${statesOnScreen()}.`);
    return root;
  }, patience);
}

function statesOnScreen(): string {
  const roots = [...document.querySelectorAll<HTMLElement>('[data-nc="root"]')];
  return roots.length === 0 ? "none" : roots.map(({ dataset }) => dataset["state"]).join(", ");
}

/** The notice once it asks; a modal, once it has taken focus. */
export async function asked(): Promise<HTMLElement> {
  const root = await noticeIn("asking");
  const isModal = root.querySelector('[data-nc="overlay"]') !== null;
  if (isModal) await eventually(() => expect(root.contains(document.activeElement)).toBe(true));
  return root;
}

/** The first part of a notice with that name. */
export function part(root: ParentNode, slot: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-nc="${slot}"]`);
  if (found === null) throw new Error(`The notice shows no part "${slot}".`);
  return found;
}

/** All parts of a notice with that name. */
export function parts(root: ParentNode, slot: string): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(`[data-nc="${slot}"]`)];
}

/** Every checkbox of a notice. */
export function boxes(root: ParentNode): HTMLInputElement[] {
  return [...root.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
}

/** Presses decline, save or accept. */
export async function press(root: ParentNode, act: ActName): Promise<HTMLElement> {
  const button = actionOf(root, act);
  await userEvent.click(button);
  return button;
}

/** Waits until no notice is on screen. */
export async function gone(): Promise<void> {
  await waitFor(() => expect(document.querySelector('[data-nc="root"]')).toBeNull(), patience);
}

/** Waits for something to become true, patiently. */
export function eventually<Value>(check: () => Value | Promise<Value>): Promise<Value> {
  return waitFor(check, patience);
}

/** Refusing costs no more than accepting, and the two look the same. [UI-S4] [UI-S5] */
export async function expectEqualChoice(notice: HTMLElement): Promise<void> {
  await expect(parityFaults(parityOf(notice))).toEqual([]);
  const [refuse, accept] = [effortOf(notice, "decline"), effortOf(notice, "accept")];
  await expect(Number.isFinite(refuse.keys)).toBe(true);
  await expect(refuse.clicks).toBeLessThanOrEqual(accept.clicks);
  await expect(refuse.keys).toBeLessThanOrEqual(accept.keys);
}
