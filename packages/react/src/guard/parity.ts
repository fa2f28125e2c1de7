import { parityFaults, type ActionFigures } from "@notice-consent/contract";
import { textContrast } from "./contrast.ts";

/** Why accept and decline are not equally prominent, a sentence each; none when they are, or when one is not there. */
export function noticeFaults(notice: ParentNode): readonly string[] {
  const accept = notice.querySelector('[data-act="accept"]');
  const decline = notice.querySelector('[data-act="decline"]');
  if (accept === null || decline === null) return [];
  return parityFaults({ accept: figuresOf(accept), decline: figuresOf(decline) });
}

function figuresOf(button: Element): ActionFigures {
  const { width, height, top, bottom } = button.getBoundingClientRect();
  const style = getComputedStyle(button);
  return {
    tag: button.localName,
    width,
    height,
    fontSize: style.fontSize,
    fontWeight: style.fontWeight,
    borderWidth: style.borderTopWidth,
    background: `${style.backgroundColor} ${style.backgroundImage}`,
    contrast: textContrast(button),
    inView: top >= 0 && Math.floor(bottom) <= window.innerHeight,
  };
}
