/** The look of the HTML report: light and dark by the reader's setting, on a phone, and on paper. */
export const reportStyle = `
:root { color-scheme: light dark; --text: #1c1f23; --quiet: #565d66; --ground: #ffffff; --soft: #f4f6f8;
  --line: #d5dae0; --link: #0b57a4; --error: #a4161a; --warning: #7a5200; --info: #1d4f91; --fine: #1b6e3c;
  --bar: #5b8fc7; --fine-soft: #e3f3e8; --warning-soft: #fdf1d6; }
@media (prefers-color-scheme: dark) { :root { --text: #e9ecef; --quiet: #b3bac2; --ground: #14171a;
  --soft: #1e2328; --line: #3b434b; --link: #9cc4ff; --error: #ff9a94; --warning: #f0c674; --info: #9cc4ff;
  --fine: #8fd6a8; --bar: #5b8fc7; --fine-soft: #1b3626; --warning-soft: #3d3216; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.55 system-ui, sans-serif;
  overflow-wrap: anywhere; }
header, nav, main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; } header p { margin: 0.25rem 0; } .kind { color: var(--quiet); }
h1 { margin: 0.25rem 0 0.5rem; font-size: 2.25rem; line-height: 1.15; text-wrap: balance; }
.valid h1 { color: var(--fine); } .accepted h1 { color: var(--warning); } .not-valid h1 { color: var(--error); }
.meaning { font-size: 1.125rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 1.5rem 0 0;
  padding: 0.75rem 0; border: solid var(--line); border-width: 1px 0; }
a { color: var(--link); } nav a { display: inline-block; padding: 0.25rem 0; }
h2 { margin: 3rem 0 0.75rem; font-size: 1.375rem; line-height: 1.25; } h3 { margin: 0; font-size: 1rem; }
code { font: 0.875em/1.4 ui-monospace, monospace; }
.quiet, .digest { color: var(--quiet); font-size: 0.875rem; }
.next { padding-left: 1.5rem; } .next li { margin: 0.5rem 0; }
.next code { display: inline-block; margin-top: 0.125rem; padding: 0.25rem 0.5rem; background: var(--soft); border-radius: 0.25rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1px; margin: 1px; }
.figures div { padding: 0.75rem 1rem; box-shadow: 0 0 0 1px var(--line); } dt { color: var(--quiet); font-size: 0.875rem; }
dd { margin: 0; } dd strong { display: block; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
dd span { color: var(--quiet); font-size: 0.875rem; }
.counts { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; padding: 0; list-style: none; }
.counts strong { font-size: 1.25rem; }
article { margin: 1.25rem 0; padding: 0.125rem 0 0.125rem 1rem; border-left: 0.25rem solid var(--line); break-inside: avoid; }
article p { margin: 0.25rem 0; } .severity { font-weight: 600; }
article.error { border-color: var(--error); } article.error .severity, .failed, .new { color: var(--error); }
article.warning, article.accepted { border-color: var(--warning); }
article.warning .severity, article.accepted .severity, .warned { color: var(--warning); }
article.info { border-color: var(--info); } article.info .severity { color: var(--info); }
.passed, .solved { color: var(--fine); } .not-applicable, .not-checked { color: var(--quiet); }
table { border-collapse: collapse; width: 100%; } caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line);
  font-weight: normal; }
thead th { color: var(--quiet); font-size: 0.875rem; vertical-align: bottom; overflow-wrap: normal; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } td + .number, th + .number { padding-left: 0.5rem; }
.wide { overflow-x: auto; } .wide:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.grid { overflow-wrap: break-word; hyphens: auto; } .grid td:not(.number), .grid thead th:not(.number) { min-width: 7.5rem; }
.grid th, .grid td { padding: 0.5rem 0.625rem; } .grid th:first-child { padding-left: 0; }
.grid .number { width: 7rem; } .grid td { border-left: 2px solid var(--ground); font-variant-numeric: tabular-nums; }
.domain th { padding-top: 1.25rem; font-weight: 600; }
td.collected { background: var(--fine-soft); } td.partly { background: var(--warning-soft); }
td span { font-size: 0.875rem; } td.none, td.absent, td.timeless { color: var(--quiet); font-size: 0.875rem; }
td.none { background: repeating-linear-gradient(135deg, var(--soft) 0 6px, var(--ground) 6px 12px); }
details { border-bottom: 1px solid var(--line); } summary { cursor: pointer; padding: 0.625rem 0; }
details > :last-child { margin-bottom: 1rem; } details tr:last-child > * { border-bottom: 0; }
.bar { display: block; width: 7rem; height: 0.375rem; margin: 0.5rem 0 0.125rem; background: var(--line); }
.bar span { display: block; height: 100%; background: var(--bar); }
.shares { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 0 1rem; margin: 0; padding: 0; list-style: none; }
footer { padding-top: 2rem; padding-bottom: 2rem; color: var(--quiet); font-size: 0.875rem; } .sign { display: none; }
@media (max-width: 40rem) {
  h1 { font-size: 1.75rem; } header { padding-top: 1.5rem; } h2 { margin-top: 2.25rem; }
  .rows, .rows thead, .rows tbody, .rows tr, .rows th, .rows td { display: block; }
  .rows thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .rows tr, details .rows tr:last-child { padding: 0.625rem 0; border-bottom: 1px solid var(--line); }
  .rows tr > * { padding: 0.125rem 0; border: 0; text-align: left; white-space: normal; }
  .rows td + .number, .rows th + .number { padding-left: 0; }
  .rows td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet); font-size: 0.875rem; }
  .rows td.number { display: inline-block; margin-right: 1.25rem; } .rows td:empty { display: none; }
  .figures { grid-template-columns: 1fr 1fr; } }
@media print {
  :root { color-scheme: light; --text: #000000; --quiet: #333333; --ground: #ffffff; --soft: #ffffff; --line: #999999;
    --link: #000000; --error: #000000; --warning: #000000; --info: #000000; --fine: #000000; --bar: #555555;
    --fine-soft: #ffffff; --warning-soft: #ffffff; }
  :root { font-size: 81.25%; } nav { display: none; } header, main, footer { max-width: none; padding: 0; }
  h2 { break-after: avoid; } tr, .figures { break-inside: avoid; } thead { display: table-header-group; }
  details:not([open])::details-content { content-visibility: visible; display: block; }
  .wide { overflow: visible; }
  .sign { display: flex; gap: 2rem; margin: 4rem 0 1rem; } .sign span { flex: 1; padding-top: 0.25rem; border-top: 1px solid #000000; } }
`;
