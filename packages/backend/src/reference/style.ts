/** The reference page's style: system fonts, light and dark by the reader's own setting, nothing fetched. */
export const style = `
:root { color-scheme: light dark; --ink: #1d2125; --soft: #565e67; --line: #d9dee3; --page: #fff; --panel: #f5f7f9; --link: #0b57a4; --ok: #1a6b35; --bad: #a12622; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ea; --soft: #a2abb4; --line: #363d44; --page: #15181b; --panel: #1e2327; --link: #82b9f3; --ok: #7fcf97; --bad: #f29a94; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--page); font: 1rem/1.55 system-ui, sans-serif; }
.page { display: grid; grid-template-columns: 17rem minmax(0, 1fr); max-width: 76rem; margin: 0 auto; }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 2rem 1.25rem; font-size: .875rem; }
nav h2 { margin: 1.25rem 0 .25rem; font-size: .8125rem; color: var(--soft); font-weight: 600; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: .2rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }
main { padding: 2rem 1.5rem 6rem; border-inline-start: 1px solid var(--line); min-width: 0; }
h1 { margin: 0 0 .5rem; font-size: 1.75rem; line-height: 1.2; text-wrap: balance; }
h2 { margin: 3rem 0 .5rem; font-size: 1.375rem; }
h3 { margin: 0; font-size: 1.0625rem; line-height: 1.4; }
h4 { margin: 1.25rem 0 .35rem; font-size: .875rem; }
p { max-width: 44rem; margin: .35rem 0; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code { font: .875em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
section.operation { padding: 1.5rem 0; border-block-start: 1px solid var(--line); scroll-margin-top: 1rem; }
section.shape { padding: 1rem 0; scroll-margin-top: 1rem; }
.address { margin: .4rem 0; padding: .5rem .75rem; background: var(--panel); border-radius: .375rem; }
.method { font-weight: 700; margin-inline-end: .5rem; }
.soft, .type { color: var(--soft); }
.type { font-size: .875rem; }
.required { font-size: .75rem; color: var(--bad); }
.schema ul { list-style: none; margin: .15rem 0; padding-inline-start: 1rem; border-inline-start: 1px solid var(--line); }
.schema li { padding: .1rem 0; }
dl { margin: 0; display: grid; grid-template-columns: 3.5rem minmax(0, 1fr); gap: .35rem .75rem; font-size: .9375rem; }
dt { font-weight: 600; font-variant-numeric: tabular-nums; }
dd { margin: 0; }
dt.ok { color: var(--ok); } dt.bad { color: var(--bad); }
@media (max-width: 52rem) { .page { display: block; } nav { position: static; max-height: none; border-block-end: 1px solid var(--line); } main { border: 0; } }
`;
