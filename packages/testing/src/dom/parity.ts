import type { ActionFigures, ParityFigures } from "@notice-consent/contract";
import { actionOf, type ActName } from "./actions.ts";
import { textContrastOf } from "./contrast.ts";

/** Measures accept and decline of a notice; sizes are 0 where nothing is laid out, as in jsdom. */
export function parityOf(notice: ParentNode): ParityFigures {
  return { accept: figuresOf(notice, "accept"), decline: figuresOf(notice, "decline") };
}

function figuresOf(notice: ParentNode, act: ActName): ActionFigures {
  const button = actionOf(notice, act);
  const { width, height, top, bottom } = button.getBoundingClientRect();
  const style = getComputedStyle(button);
  return {
    tag: button.tagName.toLowerCase(),
    width,
    height,
    fontSize: style.fontSize,
    fontWeight: style.fontWeight,
    borderWidth: style.borderTopWidth,
    background: `${style.backgroundColor} ${style.backgroundImage}`,
    contrast: textContrastOf(button),
    inView: top >= 0 && Math.floor(bottom) <= window.innerHeight,
  };
}
