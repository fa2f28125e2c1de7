import { describe, expect, it } from "vitest";
import { parityFaults, type ActionFigures } from "./prominence.ts";

const figures: ActionFigures = {
  tag: "button",
  width: 200,
  height: 48,
  fontSize: "16px",
  fontWeight: "500",
  borderWidth: "1px",
  background: "rgb(20, 60, 120)",
  contrast: 9,
  inView: true,
};
const faultsOf = (change: Partial<ActionFigures>) =>
  parityFaults({ accept: figures, decline: { ...figures, ...change } });

describe("equal prominence [UI-S4]", () => {
  it.each([
    ["nothing", {}],
    ["5 % of the area", { width: 190 }],
    ["half a pixel of the height", { height: 48.4 }],
    ["a contrast weaker by a factor of 1.5", { contrast: 6 }],
  ] as const)("holds where two acts differ by %s", (_, change) => {
    expect(faultsOf(change)).toEqual([]);
  });

  it.each([
    [{ tag: "a" }, "The element of accept is button, that of decline a."],
    [{ height: 47 }, "The height of accept is 48, that of decline 47."],
    [{ fontSize: "14px" }, "The font size of accept is 16px, that of decline 14px."],
    [{ fontWeight: "400" }, "The font weight of accept is 500, that of decline 400."],
    [{ borderWidth: "0px" }, "The border width of accept is 1px, that of decline 0px."],
    [{ background: "none" }, "The background of accept is rgb(20, 60, 120), that of decline none."],
    [{ inView: false }, "The place of accept is in view, that of decline out of view."],
    [{ width: 188 }, "The areas differ by 6 %; 5 % are allowed."],
    [{ contrast: 5.9 }, "The contrasts differ by a factor of 1.53; 1.5 is allowed."],
  ] as const)("does not hold for %o", (change, sentence) => {
    expect(faultsOf(change)).toEqual([sentence]);
  });

  it("wants a contrast of 4.5 of each text, also where both are alike", () => {
    const faint = { ...figures, contrast: 4.4 };
    expect(parityFaults({ accept: faint, decline: faint })).toEqual([
      "The text of accept has a contrast of 4.40; 4.5 is the least.",
      "The text of decline has a contrast of 4.40; 4.5 is the least.",
    ]);
  });
});
