import { describe, expect, it } from "vitest";
import { contrastOf, readRgb, seenThrough } from "./contrast.ts";

const rgb = (red: number, green: number, blue: number, alpha = 1) => ({ red, green, blue, alpha });
const [black, white] = [rgb(0, 0, 0), rgb(255, 255, 255)];

describe("contrast", () => {
  it("is 21 between black and white, 1 between a colour and itself, whichever is named first", () => {
    expect(contrastOf(black, white)).toBeCloseTo(21);
    expect(contrastOf(white, black)).toBeCloseTo(21);
    expect(contrastOf(white, white)).toBe(1);
    // The grey that WCAG's own examples end at.
    expect(contrastOf(rgb(118, 118, 118), white)).toBeCloseTo(4.54, 2);
  });

  it("sees what lies behind as far as it shows through, and white behind everything", () => {
    expect(seenThrough([])).toEqual(white);
    expect(seenThrough([rgb(255, 255, 255, 0.5), black])).toEqual(rgb(127.5, 127.5, 127.5));
    expect(seenThrough([rgb(0, 0, 0, 0.5)])).toEqual(rgb(127.5, 127.5, 127.5));
  });

  it.each([
    ["rgb(1, 2, 3)", rgb(1, 2, 3)],
    ["rgba(1, 2, 3, 0.5)", rgb(1, 2, 3, 0.5)],
    ["rgb(1 2 3 / 0.5)", rgb(1, 2, 3, 0.5)],
    ["color(srgb 1 0 0)", undefined],
    ["", undefined],
  ])("reads %s", (text, colour) => {
    expect(readRgb(text)).toEqual(colour);
  });
});
