import { useId } from "react";
import { bothSchemes } from "./colour.ts";
import { kindOf, type DesignToken } from "./tokens.ts";

/** The default of a token as the browser computes it, light and dark, as `#rrggbb`. */
export interface SchemeColours {
  readonly light: string;
  readonly dark: string;
}

interface TokenFieldProps {
  readonly token: DesignToken;
  /** `undefined` while it is as it was. */
  readonly value: string | undefined;
  readonly computed: SchemeColours | undefined;
  readonly onChange: (value: string | undefined) => void;
}

const fonts = [
  ["System", 'system-ui, "Segoe UI", "Noto Sans", sans-serif'],
  ["Serif", 'Charter, "Bitstream Charter", Cambria, "Noto Serif", Georgia, serif'],
  ["Rounded", 'ui-rounded, "SF Pro Rounded", Nunito, system-ui, sans-serif'],
  ["Humanist", 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", sans-serif'],
  ["Mono", "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace"],
] as const;

/** One token: what it means, a control that fits it, and back to where it was. */
export function TokenField({ token, value, computed, onChange }: TokenFieldProps) {
  const id = useId();
  const short = token.name.replace("--nc-", "");
  return (
    <div className="designer-field" data-changed={value !== undefined}>
      <label htmlFor={id} title={token.meaning}>
        {short}
      </label>
      <Control id={id} token={token} value={value} computed={computed} onChange={onChange} />
      <button
        type="button"
        onClick={() => onChange(undefined)}
        disabled={value === undefined}
        aria-label={`Reset ${short}`}
      >
        ↺
      </button>
      <small>{token.meaning}</small>
    </div>
  );
}

function Control({ id, token, value, computed, onChange }: TokenFieldProps & { readonly id: string }) {
  const kind = kindOf(token);
  switch (kind) {
    case "colour":
      return <Colour id={id} token={token} value={value} computed={computed} onChange={onChange} />;
    case "font":
      return (
        <select id={id} value={value ?? ""} onChange={({ target }) => onChange(target.value || undefined)}>
          <option value="">As it is</option>
          {fonts.map(([name, stack]) => (
            <option key={name} value={stack}>
              {name}
            </option>
          ))}
        </select>
      );
    case "length":
      return <Length id={id} token={token} value={value} onChange={onChange} />;
    case "text":
      return (
        <input
          id={id}
          type="text"
          value={value ?? ""}
          placeholder={token.light}
          spellCheck={false}
          onChange={({ target }) => onChange(target.value.trim() || undefined)}
        />
      );
    default:
      return kind satisfies never;
  }
}

function Colour({ id, token, value, computed, onChange }: TokenFieldProps & { readonly id: string }) {
  const now = computed ?? { light: "#000000", dark: "#000000" };
  // Its lightness is held for each scheme by itself.
  if (token.name === "--nc-accent") {
    const shown = value !== undefined && /^#[\da-f]{6}$/iu.test(value) ? value : now.light;
    return <input id={id} type="color" value={shown} onChange={({ target }) => onChange(target.value)} />;
  }
  return (
    <span className="designer-pair">
      <input
        id={id}
        type="color"
        value={now.light}
        title="Light"
        onChange={({ target }) => onChange(bothSchemes(target.value, now.dark))}
      />
      <input
        type="color"
        value={now.dark}
        title="Dark"
        aria-label={`${token.name.replace("--nc-", "")}, dark`}
        onChange={({ target }) => onChange(bothSchemes(now.light, target.value))}
      />
    </span>
  );
}

function Length({ id, token, value, onChange }: Omit<TokenFieldProps, "computed"> & { readonly id: string }) {
  const [, number = "0", unit = "rem"] = /^([\d.]+)(\D+)$/u.exec(token.light) ?? [];
  const base = Number(number);
  const now = value === undefined ? base : Number.parseFloat(value);
  return (
    <span className="designer-range">
      <input
        id={id}
        type="range"
        min={0}
        max={base * (base > 10 ? 1.6 : 3)}
        step={unit === "px" ? 1 : base > 10 ? 1 : 0.0125}
        value={now}
        onChange={({ target }) => onChange(`${Number(target.value)}${unit}`)}
      />
      <output htmlFor={id}>{`${now}${unit}`}</output>
    </span>
  );
}
