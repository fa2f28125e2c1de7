import { contrastOf, readRgb, seenThrough, type Colour } from "@notice-consent/contract";

const black: Colour = { red: 0, green: 0, blue: 0, alpha: 1 };

/** Contrast between an element's text and what is seen behind it by WCAG 2.2, from 1 to 21. */
export function textContrast(element: Element): number {
  const behind = backgroundsOf(element);
  const ink = readColour(getComputedStyle(element).color) ?? black;
  return contrastOf(seenThrough([ink, ...behind]), seenThrough(behind));
}

/** The element's own and its ancestors', the nearest first, down to the first that hides the rest. */
function backgroundsOf(element: Element | null): Colour[] {
  if (element === null) return [];
  const own = readColour(getComputedStyle(element).backgroundColor);
  if (own?.alpha === 1) return [own];
  return [...(own === undefined ? [] : [own]), ...backgroundsOf(element.parentElement)];
}

/** Browsers give mixed colours in notations of their own; a canvas reads them all. */
function readColour(text: string): Colour | undefined {
  const read = readRgb(text);
  if (read !== undefined || text === "") return read;
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (pen === null) return undefined;
  pen.fillStyle = text;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
  return { red, green, blue, alpha: alpha / 255 };
}
