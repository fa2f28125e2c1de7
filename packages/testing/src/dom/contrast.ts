/** A colour in sRGB: red, green and blue from 0 to 255, alpha from 0 to 1. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

const transparent: Colour = { red: 0, green: 0, blue: 0, alpha: 0 };
const white: Colour = { red: 255, green: 255, blue: 255, alpha: 1 };

/** Contrast ratio of two opaque colours by WCAG 2.2, from 1 to 21. */
export function contrastOf(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * A computed colour as numbers, whatever notation the browser gives it in; `undefined` where it cannot be read.
 * `rgb()` is read as text, everything else is drawn on a canvas.
 */
export function readColour(text: string): Colour | undefined {
  const parts = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+))?\s*\)$/.exec(text);
  if (parts === null) return drawn(text);
  const [, red, green, blue, alpha = "1"] = parts;
  return { red: Number(red), green: Number(green), blue: Number(blue), alpha: Number(alpha) };
}

/** The colour that is seen behind an element: its own background over those of its ancestors, over white. */
export function backdropOf(element: Element): Colour {
  const layers: Colour[] = [];
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const layer = readColour(getComputedStyle(at).backgroundColor) ?? transparent;
    layers.push(layer);
    if (layer.alpha === 1) break;
  }
  return layers.reduceRight((below, layer) => over(layer, below), white);
}

/** The colour of an element's text as it is seen on its backdrop. */
export function inkOf(element: Element): Colour {
  return over(
    readColour(getComputedStyle(element).color) ?? { ...white, red: 0, green: 0, blue: 0 },
    backdropOf(element),
  );
}

/** Contrast between an element's text and what is behind it. */
export function textContrastOf(element: Element): number {
  return contrastOf(inkOf(element), backdropOf(element));
}

function luminance({ red, green, blue }: Colour): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function over(above: Colour, below: Colour): Colour {
  const mix = (a: number, b: number): number => a * above.alpha + b * (1 - above.alpha);
  return {
    red: mix(above.red, below.red),
    green: mix(above.green, below.green),
    blue: mix(above.blue, below.blue),
    alpha: 1,
  };
}

function drawn(text: string): Colour | undefined {
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (pen === null || !CSS.supports("color", text)) return undefined;
  pen.fillStyle = text;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
  return { red, green, blue, alpha: alpha / 255 };
}
