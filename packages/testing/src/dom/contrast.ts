import { contrastOf, readRgb, seenThrough, type Colour } from "@notice-consent/contract";

const transparent: Colour = { red: 0, green: 0, blue: 0, alpha: 0 };
const black: Colour = { ...transparent, alpha: 1 };

/**
 * A computed colour as numbers, whatever notation the browser gives it in; `undefined` where it cannot be read.
 * `rgb()` is read as text, everything else is drawn on a canvas.
 */
export function readColour(text: string): Colour | undefined {
  return readRgb(text) ?? drawn(text);
}

/** The colour that is seen behind an element: its own background over those of its ancestors, over white. */
export function backdropOf(element: Element): Colour {
  const layers: Colour[] = [];
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const layer = readColour(getComputedStyle(at).backgroundColor) ?? transparent;
    layers.push(layer);
    if (layer.alpha === 1) break;
  }
  return seenThrough(layers);
}

/** The colour of an element's text as it is seen on its backdrop. */
export function inkOf(element: Element): Colour {
  return seenThrough([readColour(getComputedStyle(element).color) ?? black, backdropOf(element)]);
}

/** Contrast between an element's text and what is behind it. */
export function textContrastOf(element: Element): number {
  return contrastOf(inkOf(element), backdropOf(element));
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
