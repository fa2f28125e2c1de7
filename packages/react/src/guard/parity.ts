import { textContrast } from "./contrast.ts";

/** Why accept and decline are not equally prominent, a sentence each; none when they are, or when one is not there. */
export function parityFaults(notice: ParentNode): string[] {
  const accept = notice.querySelector('[data-act="accept"]');
  const decline = notice.querySelector('[data-act="decline"]');
  if (accept === null || decline === null) return [];
  const one = figuresOf(accept);
  const other = figuresOf(decline);
  const faults = comparable.flatMap((what) =>
    one[what] === other[what] ? [] : [`The ${what} of accept is ${one[what]}, that of decline ${other[what]}.`],
  );
  const [smaller = 0, larger = 0] = [one.area, other.area].sort((a, b) => a - b);
  if (smaller < larger * 0.95) faults.push("Their areas differ by more than 5 %.");
  const [weaker = 0, stronger = 0] = [one.contrast, other.contrast].sort((a, b) => a - b);
  if (weaker < 4.5) faults.push(`The text of one has a contrast of ${weaker.toFixed(2)}; 4.5 is the least.`);
  if (stronger > weaker * 1.5) faults.push("The contrasts of their texts differ by a factor of more than 1.5.");
  return faults;
}

const comparable = ["element", "height", "font size", "font weight", "border width", "background", "place"] as const;

type Figures = Readonly<Record<(typeof comparable)[number], string>> & {
  readonly area: number;
  readonly contrast: number;
};

function figuresOf(button: Element): Figures {
  const { width, height, top, bottom } = button.getBoundingClientRect();
  const style = getComputedStyle(button);
  return {
    element: button.localName,
    height: `${Math.round(height)}px`,
    "font size": style.fontSize,
    "font weight": style.fontWeight,
    "border width": style.borderTopWidth,
    background: style.backgroundColor,
    place: top >= 0 && Math.floor(bottom) <= window.innerHeight ? "in view" : "out of view",
    area: width * height,
    contrast: textContrast(button),
  };
}
