/** The look of the HTML report: light and dark by the reader's setting, and on paper. */
export const reportStyle = `
:root { color-scheme: light dark; --text: #1a1a1a; --quiet: #595959; --ground: #ffffff; --line: #d0d0d0;
  --error: #a4161a; --warning: #7a5200; --info: #1d4f91; --fine: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --text: #ececec; --quiet: #b0b0b0; --ground: #161616;
  --line: #444444; --error: #ff9a94; --warning: #f0c674; --info: #9cc4ff; --fine: #8fd6a8; } }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main, footer { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { margin: 0.5rem 0 0; } h1.error { color: var(--error); } h1.fine { color: var(--fine); }
h2 { margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--line); }
h3 { margin: 0; font-size: 1rem; } article { margin: 1rem 0; padding-left: 0.75rem; border-left: 0.25rem solid var(--line); }
article p { margin: 0.25rem 0; } .place, .rule { color: var(--quiet); overflow-wrap: anywhere; }
article.error { border-color: var(--error); } article.error .severity { color: var(--error); }
article.warning { border-color: var(--warning); } article.warning .severity { color: var(--warning); }
article.info { border-color: var(--info); } article.info .severity { color: var(--info); }
table { border-collapse: collapse; width: 100%; } th, td { padding: 0.25rem 0.5rem; text-align: left;
  border-bottom: 1px solid var(--line); font-weight: normal; overflow-wrap: anywhere; }
thead th { font-weight: 600; } .number { text-align: right; font-variant-numeric: tabular-nums; }
tr.failed th, tr.failed td { color: var(--error); } summary { cursor: pointer; padding: 0.25rem 0; }
footer { color: var(--quiet); font-size: 0.875rem; }
@media print { :root { --text: #000000; --quiet: #333333; --ground: #ffffff; --line: #999999; --error: #000000;
  --warning: #000000; --info: #000000; --fine: #000000; } article, tr { break-inside: avoid; }
  main, footer { max-width: none; } }
`;
