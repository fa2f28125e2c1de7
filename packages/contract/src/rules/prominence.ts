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

const compared = {
  element: ({ tag }) => tag,
  height: ({ height }) => Math.round(height),
  "font size": ({ fontSize }) => fontSize,
  "font weight": ({ fontWeight }) => fontWeight,
  "border width": ({ borderWidth }) => borderWidth,
  background: ({ background }) => background,
  place: ({ inView }) => (inView ? "in view" : "out of view"),
} as const satisfies Record<string, (figures: ActionFigures) => string | number>;

/** Why accept and decline are not equally prominent, a sentence each; none when they are. */
export function parityFaults({ accept, decline }: ParityFigures): readonly string[] {
  const faults = Object.entries(compared).flatMap(([what, of]) =>
    of(accept) === of(decline) ? [] : [`The ${what} of accept is ${of(accept)}, that of decline ${of(decline)}.`],
  );
  const areas = [accept, decline].map(({ width, height }) => width * height).sort((a, b) => a - b);
  const [smaller = 0, larger = 0] = areas;
  if (smaller < larger * (1 - areaTolerance)) {
    faults.push(`The areas differ by ${Math.round((1 - smaller / larger) * 100)} %; 5 % are allowed.`);
  }
  for (const [name, { contrast }] of [["accept", accept] as const, ["decline", decline] as const]) {
    if (contrast < leastContrast) {
      faults.push(`The text of ${name} has a contrast of ${contrast.toFixed(2)}; 4.5 is the least.`);
    }
  }
  const ratio = Math.max(accept.contrast, decline.contrast) / Math.min(accept.contrast, decline.contrast);
  if (ratio > contrastTolerance) {
    faults.push(`The contrasts differ by a factor of ${ratio.toFixed(2)}; 1.5 is allowed.`);
  }
  return faults;
}
