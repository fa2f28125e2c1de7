import type { Look, Palette } from "./look.ts";
import { colour, fontNames, members, oneOf, pixels, yesOrNo } from "./read-value.ts";

const scales = { sm: 0.92, md: 1, lg: 1.1 } as const;

/** Reads the host's `settings`, in the names of existing code; a wrong value is dropped alone. */
export function readSettings(settings: unknown): Look {
  const given = members(settings);
  const dark = given["autoDark"] === true ? paletteOf(members(given["darkPalette"])) : {};
  return {
    palette: paletteOf(given),
    dark: Object.keys(dark).length === 0 ? undefined : dark,
    radius: pixels(given["borderRadius"], 0, 28),
    maxWidth: pixels(given["maxWidth"], 320, 960),
    logoSize: pixels(given["logoSize"], 16, 96),
    textScale: scaleOf(given["textScale"]),
    font: fontNames(given["font"]),
    theme: oneOf(["light", "dark"], given["theme"]),
    control: oneOf(["checkbox", "switch"], given["controlStyle"]),
    phone: oneOf(["modal", "sheet"], given["mobileLayout"]),
    position: oneOf(["center", "bottom-right", "bottom-left", "bottom-bar"], given["desktopPosition"]),
    backdrop: oneOf(["dim", "none"], given["backdrop"]),
    folds: yesOrNo(given["collapsibleSections"]),
    motion: yesOrNo(given["motion"]),
    confirms: yesOrNo(given["confirmBeforeSubmit"]),
  };
}

/** The factor of a named text scale. */
export function scaleOf(value: unknown): number | undefined {
  const name = oneOf(["sm", "md", "lg"], value);
  return name === undefined ? undefined : scales[name];
}

function paletteOf(given: Readonly<Record<string, unknown>>): Palette {
  const button = members(given["button"]);
  const [accept, acceptAll, decline, language] = ["accept", "acceptAll", "decline", "language"].map((name) =>
    members(button[name]),
  );
  const found = {
    background: given["backgroundColor"],
    surface: given["surfaceColor"],
    heading: given["headingColor"],
    text: given["textColor"],
    muted_text: given["mutedTextColor"],
    link: given["link"],
    border: given["borderColor"],
    overlay: given["overlayColor"],
    accept_all_bg: acceptAll?.["backgroundColor"],
    accept_all_text: acceptAll?.["textColor"],
    accept_bg: accept?.["backgroundColor"],
    accept_text: accept?.["textColor"],
    decline_bg: decline?.["backgroundColor"],
    decline_text: decline?.["textColor"],
    decline_border: decline?.["borderColor"],
    language_bg: language?.["backgroundColor"],
    language_text: language?.["textColor"],
    toggle_on: members(given["toggle"])["onColor"],
  };
  return Object.fromEntries(
    Object.entries(found).flatMap(([key, value]) => {
      const read = colour(value);
      return read === undefined ? [] : [[key, read]];
    }),
  );
}
