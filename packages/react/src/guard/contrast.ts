/** Red, green, blue from 0 to 255 and alpha from 0 to 1. */
type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** Contrast between an element's text and what is seen behind it by WCAG 2.2, from 1 to 21. */
export function textContrast(element: Element): number {
  const behind = backdrop(element);
  const ink = over(readColour(getComputedStyle(element).color) ?? [0, 0, 0, 1], behind);
  const [dark = 0, light = 0] = [luminance(ink), luminance(behind)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function backdrop(element: Element): Colour {
  const own = readColour(getComputedStyle(element).backgroundColor) ?? [0, 0, 0, 0];
  if (own[3] === 1) return own;
  return over(own, element.parentElement === null ? [255, 255, 255, 1] : backdrop(element.parentElement));
}

function over([red, green, blue, alpha]: Colour, below: Colour): Colour {
  const mix = (above: number, under: number): number => above * alpha + under * (1 - alpha);
  return [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2]), 1];
}

function luminance([red, green, blue]: Colour): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((channel) =>
    channel <= 10.314 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function readColour(text: string): Colour | undefined {
  const [, red, green, blue, alpha = "1"] =
    /^rgba?\(([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+))?\)$/u.exec(text) ?? [];
  return red === undefined ? drawn(text) : [Number(red), Number(green), Number(blue), Number(alpha)];
}

/** Browsers give mixed colours in notations of their own; a canvas reads them all. */
function drawn(text: string): Colour | undefined {
  if (text === "") return undefined;
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (pen === null) return undefined;
  pen.fillStyle = text;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}
