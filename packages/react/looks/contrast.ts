import type { Page } from "playwright";

/** One pair of colours that have to be told apart, with the least ratio between them. */
export interface Pair {
  readonly what: string;
  readonly ratio: number;
  readonly least: number;
}

/** The pairs that a reader relies on: text on its ground, and the edges and states of controls. */
const pairs: readonly (readonly [front: string, ground: string, least: number])[] = [
  ["fg", "bg", 4.5],
  ["fg", "surface", 4.5],
  ["muted-fg", "bg", 4.5],
  ["muted-fg", "surface", 4.5],
  ["link", "bg", 4.5],
  ["danger", "bg", 4.5],
  ["action-fg", "action-bg", 4.5],
  ["accent-fg", "accent", 4.5],
  ["accent", "bg", 3],
  ["focus", "bg", 3],
  ["focus", "surface", 3],
  ["action-border", "bg", 3],
  ["action-border", "surface", 3],
];

/** The contrast of every pair as the browser paints it inside the notice. */
export async function contrasts(page: Page): Promise<readonly Pair[]> {
  const painted = await page
    .locator("[data-nc=root]")
    .first()
    .evaluate(
      (root, names) => {
        const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
        if (canvas === null) throw new Error("There is no canvas.");
        const probe = document.createElement("i");
        root.append(probe);
        const colours = names.map((name): [string, readonly number[]] => {
          probe.style.color = `var(--_${name})`;
          // What lies under a transparent colour is the notice's ground.
          canvas.globalCompositeOperation = "source-over";
          probe.style.backgroundColor = "var(--_bg)";
          canvas.fillStyle = getComputedStyle(probe).backgroundColor;
          canvas.fillRect(0, 0, 1, 1);
          canvas.fillStyle = getComputedStyle(probe).color;
          canvas.fillRect(0, 0, 1, 1);
          return [name, [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)];
        });
        probe.remove();
        return colours;
      },
      [...new Set(pairs.flatMap(([front, ground]) => [front, ground]))],
    );
  const colours = new Map(painted);
  return pairs.map(([front, ground, least]) => ({
    what: `${front} on ${ground}`,
    ratio: ratioOf(colours.get(front) ?? [], colours.get(ground) ?? []),
    least,
  }));
}

/** Those pairs that cannot be told apart well enough. */
export function tooWeak(all: readonly Pair[]): readonly string[] {
  return all.filter(({ ratio, least }) => ratio < least).map(({ what, ratio }) => `${what}: ${ratio.toFixed(2)}`);
}

// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
function ratioOf(one: readonly number[], other: readonly number[]): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red = 0, green = 0, blue = 0]: readonly number[]): number {
  const [r, g, b] = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}
