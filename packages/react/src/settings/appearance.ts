import type { Look, Palette } from "./look.ts";
import { readAppearance } from "./read-appearance.ts";
import { readSettings } from "./read-settings.ts";

/** What decides how a notice looks, strongest first: the host's settings, then what the notice says of itself. */
export interface AppearanceSource {
  /** The host's `settings`. */
  readonly settings?: unknown;
  /** `active_config.appearance` of the notice. */
  readonly appearance?: unknown;
}

/** How a notice looks, in tokens and attributes of its root. */
export interface Appearance {
  /** Custom properties by name. */
  readonly style: Readonly<Record<`--${string}`, string>>;
  readonly theme: "light" | "dark" | undefined;
  readonly attributes: Readonly<Record<`data-nc-${string}`, string>>;
  /** Whether an act is asked about once more before it is sent. */
  readonly confirms: boolean;
  /** Whether purposes start folded. */
  readonly folds: boolean;
  /** True when accept and decline were given different colours, which no notice shows. */
  readonly isUnequal: boolean;
}

/**
 * Turns `settings` and a notice's `appearance` into tokens. Nothing of it can tell the actions apart: colours given to
 * accept and decline reach them only when they are the same, and the colour of accept becomes the accent.
 */
export function appearanceOf({ settings, appearance }: AppearanceSource): Appearance {
  const host = readSettings(settings);
  const notice = readAppearance(appearance);
  const light = tokensOf(host.palette, notice.palette);
  const hasDark = host.dark !== undefined || notice.dark !== undefined;
  const dark = hasDark ? tokensOf(host.dark ?? {}, notice.dark ?? {}) : undefined;
  const look = merged(host, notice);
  const attributes = {
    ...(look.control === "switch" && { "data-nc-control": "switch" }),
    ...(look.phone === "modal" && { "data-nc-phone": "modal" }),
    ...(look.position !== undefined && look.position !== "center" && { "data-nc-position": look.position }),
  };
  return {
    style: { ...colours(light.tokens, dark?.tokens), ...sizes(look) },
    // Half a palette on a dark page would be dark on dark.
    theme: look.theme ?? (dark === undefined && paintsGround(light.tokens) ? "light" : undefined),
    attributes,
    confirms: look.confirms ?? false,
    folds: look.folds ?? false,
    isUnequal: light.isUnequal || dark?.isUnequal === true,
  };
}

function merged(host: Look, notice: Look): Look {
  const said = Object.fromEntries(Object.entries(host).filter(([, value]) => value !== undefined));
  return { ...notice, ...said, palette: {} };
}

/** What stands where only one of the two palettes names a colour: ours, by day and, where it differs, by night. */
export const defaults = [
  ["--nc-bg", "#fdfdfc", "#1a1e25"],
  ["--nc-fg", "#1a212b", "#e8eaec"],
  ["--nc-accent", "#14557b"],
  ["--nc-surface", "color-mix(in srgb, var(--_fg) 4%, var(--_bg))"],
  ["--nc-muted-fg", "color-mix(in srgb, var(--_fg) 74%, var(--_bg))"],
  ["--nc-border", "color-mix(in srgb, var(--_fg) 14%, var(--_bg))"],
  ["--nc-link", "var(--_accent)"],
  ["--nc-overlay", "rgb(14 18 24 / 0.5)"],
  ["--nc-action-bg", "var(--_bg)"],
  ["--nc-action-fg", "var(--_fg)"],
  ["--nc-action-border", "color-mix(in srgb, var(--_fg) 54%, var(--_bg))"],
  ["--_heading", "var(--_fg)"],
  ["--_language-bg", "var(--_bg)"],
  ["--_language-fg", "var(--_fg)"],
] as const satisfies readonly Default[];

type Default = readonly [name: `--${string}`, byDay: string, byNight?: string];
type Tokens = { readonly [Name in (typeof defaults)[number][0]]?: string | undefined };

function tokensOf(host: Palette, notice: Palette): { readonly tokens: Tokens; readonly isUnequal: boolean } {
  const palette: Palette = { ...notice, ...host };
  const acceptBg = palette.accept_all_bg ?? palette.accept_bg;
  const acceptFg = palette.accept_all_text ?? palette.accept_text;
  const { decline_bg: declineBg, decline_text: declineFg, decline_border: declineBorder } = palette;
  const isAlike = isSame(acceptBg, declineBg) && isSame(acceptFg, declineFg);
  const isColoured = [acceptBg, acceptFg, declineBg, declineFg, declineBorder].some((value) => value !== undefined);
  const tokens: Tokens = {
    "--nc-bg": palette.background,
    "--nc-fg": palette.text,
    "--nc-accent": accentOf(host) ?? accentOf(notice),
    "--nc-surface": palette.surface,
    "--nc-muted-fg": palette.muted_text,
    "--nc-border": palette.border,
    "--nc-link": palette.link,
    "--nc-overlay": palette.overlay,
    "--_heading": palette.heading,
    "--_language-bg": palette.language_bg,
    "--_language-fg": palette.language_text,
    ...(isAlike && {
      "--nc-action-bg": declineBg,
      "--nc-action-fg": declineFg,
      "--nc-action-border": declineBorder,
    }),
  };
  return { tokens, isUnequal: isColoured && !isAlike };
}

function accentOf({ toggle_on, accept_all_bg, accept_bg }: Palette): string | undefined {
  return toggle_on ?? accept_all_bg ?? accept_bg;
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}

function paintsGround(tokens: Tokens): boolean {
  return tokens["--nc-bg"] !== undefined || tokens["--nc-fg"] !== undefined || tokens["--nc-surface"] !== undefined;
}

function colours(light: Tokens, dark: Tokens | undefined): Record<`--${string}`, string> {
  const style: Record<`--${string}`, string> = {};
  for (const token of defaults) {
    const [name] = token;
    const [, byDay, byNight = byDay]: Default = token;
    const one = light[name];
    const other = dark?.[name];
    if (dark === undefined && one !== undefined) style[name] = one;
    if (dark !== undefined && (one ?? other) !== undefined) {
      style[name] = `light-dark(${one ?? byDay}, ${other ?? byNight})`;
    }
  }
  return style;
}

function sizes({ radius, maxWidth, logoSize, textScale, font, backdrop, motion }: Look): Record<`--${string}`, string> {
  return {
    ...(radius !== undefined && { "--nc-radius": `${radius}px` }),
    ...(maxWidth !== undefined && { "--nc-width": `${maxWidth}px` }),
    ...(logoSize !== undefined && { "--_logo": `${logoSize}px` }),
    ...(textScale !== undefined && { "--nc-font-size": `${textScale}rem` }),
    ...(font !== undefined && { "--nc-font": `${font}, system-ui, sans-serif` }),
    ...(backdrop === "none" && { "--nc-overlay": "transparent" }),
    ...(motion === false && { "--nc-duration": "0s" }),
  };
}
