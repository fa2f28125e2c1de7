/** A colour in sRGB: red, green and blue from 0 to 255, alpha from 0 to 1. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

const white: Colour = { red: 255, green: 255, blue: 255, alpha: 1 };

/** Contrast ratio of two opaque colours by WCAG 2.2, from 1 to 21. */
export function contrastOf(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** What is seen of colours that lie upon each other, the nearest first, and under all of them white. */
export function seenThrough(layers: readonly Colour[]): Colour {
  return layers.reduceRight((below, layer) => over(layer, below), white);
}

/** `rgb()` and `rgba()` in either notation as numbers; `undefined` for anything else. */
export function readRgb(text: string): Colour | undefined {
  const parts = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+))?\s*\)$/u.exec(text);
  if (parts === null) return undefined;
  const [, red, green, blue, alpha = "1"] = parts;
  return { red: Number(red), green: Number(green), blue: Number(blue), alpha: Number(alpha) };
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
