import { actionOf, type ActName } from "./actions.ts";
import { textContrastOf } from "./contrast.ts";

/** How an action looks, as far as prominence goes. Lengths are CSS pixels. */
export interface ActionFigures {
  readonly tag: string;
  readonly width: number;
  readonly height: number;
  readonly fontSize: string;
  readonly fontWeight: string;
  readonly borderWidth: string;
  readonly background: string;
  /** Between the text and what is behind it, from 1 to 21. */
  readonly contrast: number;
  /** Whether the whole of it lies in the viewport. */
  readonly inView: boolean;
}

/** Accept and decline next to each other. */
export interface ParityFigures {
  readonly accept: ActionFigures;
  readonly decline: ActionFigures;
}

/** Least contrast of the text of an action. */
const leastContrast = 4.5;
/** How much the areas of the two may differ, as a share of the larger one. */
const areaTolerance = 0.05;
/** How much the two contrasts may differ, as a ratio. */
const contrastTolerance = 1.5;

/** Measures accept and decline of a notice; sizes are 0 where nothing is laid out, as in jsdom. */
export function parityOf(notice: ParentNode): ParityFigures {
  return { accept: figuresOf(notice, "accept"), decline: figuresOf(notice, "decline") };
}

/** Why accept and decline are not equally prominent, a sentence each; none when they are. */
export function parityFaults({ accept, decline }: ParityFigures): readonly string[] {
  const faults: string[] = [];
  const same = (what: string, one: string | number, other: string | number): void => {
    if (one !== other) faults.push(`The ${what} of accept is ${one}, that of decline ${other}.`);
  };
  const areas = [accept, decline].map(({ width, height }) => width * height).sort((a, b) => a - b);
  const [smaller = 0, larger = 0] = areas;
  if (larger > 0 && 1 - smaller / larger > areaTolerance) {
    faults.push(`The areas differ by ${Math.round((1 - smaller / larger) * 100)} %; 5 % are allowed.`);
  }
  same("element", accept.tag, decline.tag);
  same("height", Math.round(accept.height), Math.round(decline.height));
  same("font size", accept.fontSize, decline.fontSize);
  same("font weight", accept.fontWeight, decline.fontWeight);
  same("border width", accept.borderWidth, decline.borderWidth);
  same("background", accept.background, decline.background);
  for (const [name, { contrast }] of [["accept", accept] as const, ["decline", decline] as const]) {
    if (contrast < leastContrast)
      faults.push(`The text of ${name} has a contrast of ${contrast.toFixed(2)}; 4.5 is the least.`);
  }
  const ratio = Math.max(accept.contrast, decline.contrast) / Math.min(accept.contrast, decline.contrast);
  if (ratio > contrastTolerance)
    faults.push(`The contrasts differ by a factor of ${ratio.toFixed(2)}; 1.5 is allowed.`);
  if (accept.inView !== decline.inView) faults.push(`Only ${accept.inView ? "accept" : "decline"} is in view.`);
  return faults;
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
    background: style.backgroundColor,
    contrast: textContrastOf(button),
    inView: top >= 0 && Math.floor(bottom) <= window.innerHeight,
  };
}
