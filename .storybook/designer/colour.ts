import { readColour } from "@notice-consent/testing/dom";

/** A computed colour as `#rrggbb`, for a colour input; black where it cannot be read. */
export function hexOf(computed: string): string {
  const colour = readColour(computed);
  if (colour === undefined) return "#000000";
  const part = (channel: number): string => Math.round(channel).toString(16).padStart(2, "0");
  return `#${part(colour.red)}${part(colour.green)}${part(colour.blue)}`;
}

/** A value for both schemes; one when they are the same. */
export function bothSchemes(light: string, dark: string): string {
  return light === dark ? light : `light-dark(${light}, ${dark})`;
}
