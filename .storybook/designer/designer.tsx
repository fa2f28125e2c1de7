import { useCallback, useMemo, useRef, useState } from "react";
import { clinicNotice, demoNotices } from "@notice-consent/testing";
import { looks, scoped } from "../looks.ts";
import { hexOf } from "./colour.ts";
import { ContrastTable } from "./contrast-table.tsx";
import { InlineOnShow, ModalOnShow } from "./notices-on-show.tsx";
import { ParityTable } from "./parity-table.tsx";
import { SchemeProbes } from "./scheme-probes.tsx";
import { TokenField, type SchemeColours } from "./token-field.tsx";
import { cssOf, kindOf, styleOf, tokens, type Changes } from "./tokens.ts";
import { useMeasured } from "./use-measured.ts";
import "./designer.css";

const [bank, shop] = demoNotices;
const groups = [...new Set(tokens.map(({ group }) => group))];
const colours = tokens.filter((token) => kindOf(token) === "colour");
const startingLooks = looks.filter(({ name }) => name !== "shadcn");

/** Change tokens, see every state of both components at once, read contrast and parity, take the CSS away. */
export function Designer() {
  const [look, setLook] = useState("calm");
  const [theme, setTheme] = useState<"light" | "dark">("light");
  const [changes, setChanges] = useState<Changes>({});
  const [size, setSize] = useState<"desktop" | "phone">("desktop");
  const stage = useRef<HTMLDivElement>(null);
  const inline = useRef<HTMLDivElement>(null);
  const probes = useRef<HTMLDivElement>(null);
  const reason = useMemo(() => [look, theme, changes, size], [look, theme, changes, size]);
  const computed = useMeasured(probes, coloursIn, reason);
  const css = cssOf(changes);

  const change = useCallback((name: string, value: string | undefined) => {
    setChanges((before) => {
      const others = Object.fromEntries(Object.entries(before).filter(([other]) => other !== name));
      return value === undefined ? others : { ...others, [name]: value };
    });
  }, []);
  const field = (token: (typeof tokens)[number]) => (
    <TokenField
      key={token.name}
      token={token}
      value={changes[token.name]}
      computed={computed?.[token.name]}
      onChange={(value) => change(token.name, value)}
    />
  );
  if (bank === undefined || shop === undefined) return null;

  return (
    <div className="designer" data-scheme={theme}>
      {looks.map((each) => (
        <style key={each.name}>{scoped(each)}</style>
      ))}
      <aside className="designer-rail" aria-label="Tokens">
        <header>
          <h1>Designer</h1>
          <p>Change a token and see it everywhere. Eight make a brand; the rest follow from them.</p>
        </header>
        <div className="designer-choices">
          <label>
            Start from{" "}
            <select value={look} onChange={({ target }) => setLook(target.value)}>
              {startingLooks.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          <Switch label="Scheme" value={theme} options={["light", "dark"]} onChange={setTheme} />
          <Switch label="Window" value={size} options={["desktop", "phone"]} onChange={setSize} />
        </div>
        <section aria-label="Brand">
          <h2>Brand</h2>
          {tokens.filter(({ isForBrands }) => isForBrands).map(field)}
        </section>
        {groups.map((group) => (
          <details key={group}>
            <summary>{group}</summary>
            {tokens.filter((token) => token.group === group && !token.isForBrands).map(field)}
          </details>
        ))}
        <button type="button" className="designer-reset" onClick={() => setChanges({})} disabled={css === ""}>
          Reset all
        </button>
      </aside>

      <main className="designer-main">
        <div ref={stage} className="designer-stage" data-look={look} data-size={size} style={styleOf(changes)}>
          <SchemeProbes probes={probes}>
            {colours.map(({ name }) => (
              <i key={name} style={{ color: `var(${name.replace("--nc-", "--_")})` }} />
            ))}
          </SchemeProbes>
          <Frame title="Modal" wide>
            <ModalOnShow theme={theme} key={look} notice={bank} />
          </Frame>
          <Frame title="Inline">
            <div ref={inline}>
              <InlineOnShow theme={theme} key={look} notice={shop} />
            </div>
          </Frame>
          <Frame title="Asked again, something changed">
            <InlineOnShow theme={theme} key={look} notice={shop} situation="asked-again-changed" />
          </Frame>
          <Frame title="On record">
            <InlineOnShow theme={theme} key={look} notice={clinicNotice} situation="already-valid" />
          </Frame>
          <Frame title="Reading">
            <InlineOnShow theme={theme} key={look} notice={clinicNotice} situation="never-answers" />
          </Frame>
          <Frame title="Failed">
            <InlineOnShow theme={theme} key={look} notice={clinicNotice} situation="failed" />
          </Frame>
          <Frame title="Right to left">
            <InlineOnShow theme={theme} key={look} notice={clinicNotice} language="ur" />
          </Frame>
          <div className="designer-figures">
            <ContrastTable reason={reason} />
            <ParityTable preview={inline} reason={reason} />
            <Css css={css} look={look} />
          </div>
        </div>
      </main>
    </div>
  );
}

function Frame({
  title,
  wide = false,
  children,
}: {
  readonly title: string;
  readonly wide?: boolean;
  readonly children: React.ReactNode;
}) {
  return (
    <figure className="designer-frame" data-wide={wide}>
      <figcaption>{title}</figcaption>
      {children}
    </figure>
  );
}

interface SwitchProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Value[];
  readonly onChange: (value: Value) => void;
}

function Switch<Value extends string>({ label, value, options, onChange }: SwitchProps<Value>) {
  return (
    <fieldset className="designer-switch">
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option}>
          <input type="radio" checked={option === value} onChange={() => onChange(option)} name={`designer-${label}`} />
          {option}
        </label>
      ))}
    </fieldset>
  );
}

function Css({ css, look }: { readonly css: string; readonly look: string }) {
  const [copied, setCopied] = useState<string>();
  const preset = look === "calm" ? "" : `/* after @notice-consent/react/presets/${look}.css */\n`;
  const text = css === "" ? "/* Nothing is changed yet. */\n" : preset + css;
  return (
    <section className="designer-card" aria-labelledby="designer-css">
      <h2 id="designer-css">
        CSS
        <button
          type="button"
          disabled={css === ""}
          onClick={() => {
            void navigator.clipboard?.writeText(text).then(() => setCopied(text));
          }}
        >
          {copied === text ? "Copied" : "Copy CSS"}
        </button>
      </h2>
      <pre>
        <code data-testid="css">{text}</code>
      </pre>
      <p>Only what you changed, for any stylesheet after ours.</p>
    </section>
  );
}

function coloursIn(probes: HTMLElement): Readonly<Record<string, SchemeColours>> {
  const [light, dark] = [...probes.children];
  const at = (scheme: Element | undefined, index: number): string => {
    const probe = scheme?.children[index];
    return probe === undefined ? "#000000" : hexOf(getComputedStyle(probe).color);
  };
  return Object.fromEntries(
    colours.map(({ name }, index) => [name, { light: at(light, index), dark: at(dark, index) }]),
  );
}
