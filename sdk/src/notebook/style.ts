/**
 * The look of a rendered notebook. Colours are named once, for light and dark; a site may set the
 * same `--edufed-…` variables to its own.
 */
export const notebookStyle = `
.edufed-notebook {
  --edufed-series-1: light-dark(#1d5fa5, #86b7ee);
  --edufed-series-2: light-dark(#a4530f, #eba965);
  --edufed-series-3: light-dark(#1a7466, #67c8b6);
  --edufed-series-4: light-dark(#7c4295, #cda1e3);
  --edufed-grid: light-dark(#0002, #fff3);
  --edufed-quiet: light-dark(#55606b, #a9b4bf);
  --edufed-line: light-dark(#d8dde2, #38424c);
  --edufed-hatch: light-dark(#8a6d3b2e, #e3c58a33);
  --edufed-withheld: light-dark(#6b4f14, #ecd196);
  line-height: 1.6;
}
.edufed-notebook :is(p, ul, ol) { margin: 0 0 1rem; max-width: 66ch; }
.edufed-notebook li + li { margin-top: 0.35rem; }
.edufed-notebook :is(h2, h3) { margin: 2.25rem 0 0.75rem; line-height: 1.25; text-wrap: balance; }
.edufed-notebook h2 { font-size: 1.4rem; }
.edufed-notebook h3 { font-size: 1.1rem; }
.edufed-notebook .edufed-scroll { overflow-x: auto; margin-block: 1.25rem 0.5rem; }
.edufed-notebook .edufed-scroll svg { display: block; max-width: none; height: auto; }
.edufed-notebook figure { margin: 1.5rem 0; }
.edufed-notebook figcaption,
.edufed-notebook .edufed-note { color: var(--edufed-quiet); font-size: 0.875em; max-width: 65ch; }
.edufed-notebook table { display: table; width: auto; min-width: min(100%, 24rem); border-collapse: collapse; font-size: 0.9375em; margin: 0; }
.edufed-notebook th, .edufed-notebook td { padding: 0.4rem 0.9rem 0.4rem 0; border: 0; border-bottom: 1px solid var(--edufed-line); text-align: start; vertical-align: baseline; font-weight: 400; white-space: nowrap; }
.edufed-notebook thead th { font-weight: 600; border-bottom-width: 2px; }
.edufed-notebook td.edufed-number { font-variant-numeric: tabular-nums; text-align: end; }
.edufed-notebook .edufed-withheld { color: var(--edufed-withheld); background: repeating-linear-gradient(135deg, var(--edufed-hatch) 0 2px, transparent 2px 6px); padding: 0.05rem 0.35rem; border-radius: 3px; }
.edufed-notebook .edufed-missing { color: var(--edufed-quiet); font-style: italic; }
.edufed-notebook .edufed-question { margin: 0 0 1.5rem; font-size: 0.875em; border: 0; padding: 0; }
.edufed-notebook .edufed-question summary { cursor: pointer; color: var(--edufed-quiet); }
.edufed-notebook pre { overflow-x: auto; padding: 0.75rem 1rem; border: 1px solid var(--edufed-line); border-radius: 4px; font-size: 0.875em; line-height: 1.5; }
`;

/** What a page adds when the notebook stands alone. */
export const pageStyle = `
:root { color-scheme: light dark; }
body { margin: 0; background: light-dark(#fdfdfb, #14181c); color: light-dark(#1c2229, #e4e8ec); font: 1.0625rem/1.6 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 2rem; line-height: 1.2; text-wrap: balance; }
a { color: light-dark(#14507f, #8fc1f3); }
`;
