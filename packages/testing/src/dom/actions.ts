/** What a person can do with a notice as a whole, by the value of `data-act`. */
export type ActName = "decline" | "save" | "accept";

/** The button of a notice for an act; `undefined` where the notice has none on screen. */
export function findAction(notice: ParentNode, act: ActName): HTMLElement | undefined {
  return notice.querySelector<HTMLElement>(`[data-act="${act}"]`) ?? undefined;
}

/** The button of a notice for an act; throws where there is none. */
export function actionOf(notice: ParentNode, act: ActName): HTMLElement {
  const button = findAction(notice, act);
  if (button === undefined) throw new Error(`The notice has no element with data-act="${act}".`);
  return button;
}
