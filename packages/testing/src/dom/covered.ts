/** How far inside its edges a control is touched, in CSS pixels. */
const inset = 2;
/** The share of a rounded corner's radius that lies outside the control, along one axis. */
const cutAway = 1 - Math.SQRT1_2;

/**
 * Whether something else lies over all four corners of a control, or they are out of view, as WCAG 2.4.11 counts it for
 * the one that has focus. A rounded corner is touched where the control begins. Needs a browser that lays pages out.
 */
export function isCovered(control: Element): boolean {
  const { borderTopLeftRadius } = getComputedStyle(control);
  return ![...control.getClientRects()].some(({ left, right, top, bottom }) => {
    const radius = Math.min(Number.parseFloat(borderTopLeftRadius) || 0, (right - left) / 2, (bottom - top) / 2);
    const depth = inset + radius * cutAway;
    return [left + depth, right - depth].some((x) =>
      [top + depth, bottom - depth].some((y) => control.contains(document.elementFromPoint(x, y))),
    );
  });
}
