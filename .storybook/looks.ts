// The finished looks and the presets, as an integrator imports them.
import bank from "../packages/react/src/presets/bank.css?inline";
import compact from "../packages/react/src/presets/compact.css?inline";
import highContrast from "../packages/react/src/presets/high-contrast.css?inline";
import minimal from "../packages/react/src/presets/minimal.css?inline";
import shadcn from "../packages/react/src/presets/shadcn.css?inline";
import soft from "../packages/react/src/presets/soft.css?inline";

/** One finished look: its name, what it is for, and its stylesheet; the default look needs none. */
export interface Look {
  readonly name: string;
  readonly title: string;
  readonly purpose: string;
  readonly css: string;
}

// What a page of that convention defines itself.
const shadcnPage = `
:root { --background: oklch(1 0 0); --foreground: oklch(0.21 0.02 275); --muted: oklch(0.97 0.003 275);
  --muted-foreground: oklch(0.5 0.02 275); --border: oklch(0.92 0.01 275); --primary: oklch(0.45 0.19 275);
  --destructive: oklch(0.52 0.2 27); --radius: 0.625rem; --font-sans: system-ui, "Noto Sans", sans-serif; }
.dark { --background: oklch(0.2 0.015 275); --foreground: oklch(0.96 0.005 275); --muted: oklch(0.26 0.015 275);
  --muted-foreground: oklch(0.76 0.01 275); --border: oklch(0.34 0.015 275); --primary: oklch(0.8 0.11 275);
  --destructive: oklch(0.78 0.12 25); }
`;

/** The four looks and the presets, the default first. */
export const looks: readonly Look[] = [
  { name: "calm", title: "Calm", purpose: "The default: a well-set letter.", css: "" },
  { name: "minimal", title: "Minimal", purpose: "Hairlines only, for a page that is quiet itself.", css: minimal },
  { name: "soft", title: "Soft", purpose: "Round and warm, for consumer apps.", css: soft },
  { name: "bank", title: "Bank", purpose: "A serif title, a tight grid, strong rules.", css: bank },
  { name: "compact", title: "Compact", purpose: "The default at a smaller scale.", css: compact },
  { name: "high-contrast", title: "High contrast", purpose: "Black on white, thick edges.", css: highContrast },
  { name: "shadcn", title: "shadcn/ui", purpose: "Takes the colours of such a page.", css: shadcnPage + shadcn },
];

/** The look of that name; the default where there is none. */
export function lookOf(name: unknown): Look {
  const found = looks.find((look) => look.name === name) ?? looks[0];
  if (found === undefined) throw new RangeError("There are no looks.");
  return found;
}

/** The stylesheet of a look for the inside of one element only, so that several stand on one page. */
export function scoped({ name, css }: Look): string {
  return css
    .replaceAll(":root", `[data-look="${name}"]`)
    .replaceAll(/(^|[\s,])\.dark\b/g, `$1[data-look="${name}"].dark`);
}
