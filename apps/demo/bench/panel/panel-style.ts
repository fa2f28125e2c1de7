/** Where the frame lies: a tab at the edge, or a panel at the side, at the bottom where the window is narrow. */
export function frameStyle(isOpen: boolean): string {
  const base = "border:0;color-scheme:dark;position:fixed;z-index:2147483647;";
  if (!isOpen) return `${base}block-size:104px;inline-size:24px;inset:34% 0 auto auto;`;
  return matchMedia("(width < 64rem)").matches
    ? `${base}block-size:min(56vh, 30rem);inline-size:100%;inset:auto 0 0 0;`
    : `${base}block-size:100%;inline-size:clamp(18rem, 23.5vw, 29rem);inset:0 0 0 auto;`;
}

/** Everything that the panel looks like; it shares no style with the page. */
export const panelStyle = `
  :root {
    color-scheme: dark;
    --back: #0c0f13; --raised: #151a20; --line: #2a323c; --edge: #6f7d8d;
    --fore: #dbe2ea; --quiet: #9aa8b7; --blue: #86c5ff; --green: #86dd9a; --red: #ff9b96; --amber: #ffca7a;
    font: 11px/1.45 ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  }
  *, ::before, ::after { box-sizing: border-box; }
  html, body { block-size: 100%; margin: 0; }
  body { background: var(--back); color: var(--fore); overflow: hidden; }
  h1, h2, p, ol, ul, dl, dd, pre { font: inherit; list-style: none; margin: 0; padding: 0; }
  button, select { background: var(--raised); border: 1px solid var(--edge); border-radius: 3px; color: inherit; font: inherit; min-block-size: 24px; padding: 2px 7px; }
  button { cursor: pointer; }
  button:hover { background: #222a33; }
  button[aria-pressed="true"] { background: var(--amber); border-color: var(--amber); color: #1c1303; }
  :focus-visible { outline: 2px solid var(--blue); outline-offset: 1px; }
  .tab { block-size: 100%; border-color: var(--edge); border-inline-end: 0; border-radius: 6px 0 0 6px; inline-size: 100%; letter-spacing: 0.08em; padding: 0; writing-mode: vertical-rl; }
  .panel { border-inline-start: 1px solid var(--line); display: grid; grid-template-columns: minmax(0, 1fr); grid-template-rows: auto auto minmax(0, 1fr) auto; block-size: 100%; }
  .bar { align-items: center; border-block-end: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 4px 6px; padding: 6px 8px; }
  .bar h1 { font-weight: 700; margin-inline-end: auto; }
  .who { color: var(--quiet); flex-basis: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  details > summary { cursor: pointer; padding: 5px 8px; }
  details > summary:hover { background: var(--raised); }
  .group { display: flex; flex-wrap: wrap; gap: 4px; padding: 2px 8px 6px; }
  .group legend, .group > span { color: var(--quiet); flex-basis: 100%; padding: 0; }
  fieldset { border: 0; margin: 0; min-inline-size: 0; }
  .controls { border-block-end: 1px solid var(--line); max-block-size: 40vh; overflow: auto; }
  .said { color: var(--amber); display: block; padding: 0 8px 4px; }
  .said:empty { display: none; }
  .flow { min-block-size: 0; overflow: auto; position: relative; scrollbar-width: thin; }
  .lanes { background: var(--back); border-block-end: 1px solid var(--line); display: grid; grid-template-columns: repeat(4, 1fr); inset-block-start: 0; padding-block: 5px; position: sticky; text-align: center; z-index: 1; }
  .lanes li { color: var(--quiet); font-size: 10px; }
  .lines { background-image: linear-gradient(var(--line), var(--line)), linear-gradient(var(--line), var(--line)), linear-gradient(var(--line), var(--line)), linear-gradient(var(--line), var(--line)); background-position: 12.5% 0, 37.5% 0, 62.5% 0, 87.5% 0; background-repeat: no-repeat; background-size: 1px 100%; min-block-size: calc(100% - 30px); padding-block-end: 12px; }
  .lines::before { content: none; }
  .row { background: none; border: 0; border-radius: 0; display: block; inline-size: 100%; padding: 4px 6px 2px; text-align: start; }
  .row:hover, .row[aria-expanded="true"] { background: rgb(134 197 255 / 0.09); }
  .row:focus-visible { outline-offset: -2px; }
  .label { background: var(--back); display: block; inline-size: fit-content; margin-inline: auto; max-inline-size: 100%; overflow: hidden; padding-inline: 4px; text-overflow: ellipsis; white-space: nowrap; }
  .row[aria-expanded="true"] .label { overflow-wrap: anywhere; white-space: normal; }
  .way { block-size: 9px; display: block; position: relative; }
  .way i { border-block-start: 1px solid currentcolor; inset-block-start: 4px; position: absolute; }
  .way i::after { border: solid currentcolor; border-width: 1px 1px 0 0; block-size: 6px; content: ""; inline-size: 6px; inset-block-start: -4px; position: absolute; }
  .way i[data-way="on"]::after { inset-inline-end: 0; transform: rotate(45deg); }
  .way i[data-way="back"]::after { inset-inline-start: 0; transform: rotate(-135deg); }
  .way i[data-kind="answer"] { border-block-start-style: dashed; }
  .row[data-kind="act"] { color: var(--amber); }
  .row[data-kind="call"] { color: var(--blue); }
  .row[data-kind="note"] { color: var(--quiet); }
  .row[data-kind="note"] .label { border: 1px solid var(--line); border-radius: 2px; }
  .row[data-tone="good"] { color: var(--green); }
  .row[data-tone="bad"] { color: var(--red); }
  .fault { background: var(--amber); border-radius: 2px; color: #1c1303; padding-inline: 3px; }
  .ms { color: var(--quiet); }
  pre { background: var(--raised); border-inline-start: 2px solid var(--edge); margin: 2px 6px 6px; max-block-size: 18rem; overflow: auto; padding: 6px 8px; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--fore); }
  .empty { color: var(--quiet); padding: 12px 10px; }
  .ledger { border-block-start: 1px solid var(--line); max-block-size: 45vh; overflow: auto; }
  .ledger > summary { background: var(--back); inset-block-start: 0; position: sticky; }
  .chain[data-intact="true"] { color: var(--green); }
  .chain[data-intact="false"] { color: var(--red); }
  .events { padding: 0 8px 8px; }
  .events > li { border-inline-start: 1px solid var(--edge); padding: 2px 0 6px 10px; position: relative; }
  .events > li::before { background: var(--green); block-size: 5px; border-radius: 50%; content: ""; inline-size: 5px; inset: 8px auto auto -3px; position: absolute; }
  .hash { color: var(--quiet); overflow-wrap: anywhere; }
  .grants { color: var(--quiet); padding: 0 8px 8px; }
  .hidden { clip-path: inset(50%); block-size: 1px; inline-size: 1px; overflow: hidden; position: absolute; white-space: nowrap; }
  @media (forced-colors: active) { .way i { border-color: CanvasText; } }
`;
