import { colourKeys, type Look, type Palette } from "./look.ts";
import { scaleOf } from "./read-settings.ts";
import { hexColour, members, oneOf, yesOrNo, wholeNumber } from "./read-value.ts";

/** Reads a notice's `appearance`; an unknown or wrong value is dropped alone, and `custom_css` is never read. */
export function readAppearance(appearance: unknown): Look {
  const given = members(appearance);
  const dark = given["auto_dark"] === true ? paletteOf(given["dark_colors"]) : {};
  const brand = hexColour(given["brand_color"]);
  // The one style that carries further defaults.
  const isGlass = given["style"] === "glass";
  return {
    palette: { ...(brand !== undefined && { accept_bg: brand }), ...paletteOf(given["colors"]) },
    dark: Object.keys(dark).length === 0 ? undefined : dark,
    radius: wholeNumber(given["border_radius"], 0, 28),
    maxWidth: wholeNumber(given["max_width"], 320, 960) ?? (isGlass ? 640 : undefined),
    logoSize: wholeNumber(given["logo_size"], 16, 96),
    textScale: scaleOf(given["text_scale"]),
    theme: oneOf(["light", "dark"], given["color_mode"]),
    control: oneOf(["checkbox", "switch"], given["control_style"]),
    phone: oneOf(["modal", "sheet"], given["mobile_layout"]),
    position: oneOf(["center", "bottom-right", "bottom-left", "bottom-bar"], given["desktop_position"]),
    backdrop: oneOf(["dim", "none"], given["backdrop"]),
    folds: yesOrNo(given["collapsible_sections"]) ?? (isGlass ? true : undefined),
    motion: yesOrNo(given["motion"]),
    confirms: yesOrNo(given["confirm_before_submit"]),
  };
}

function paletteOf(value: unknown): Palette {
  const given = members(value);
  return Object.fromEntries(
    colourKeys.flatMap((key) => {
      const read = hexColour(given[key]);
      return read === undefined ? [] : [[key, read]];
    }),
  );
}
