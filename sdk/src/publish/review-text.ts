/** A review as text for a terminal and as one self-contained page. */
import type { Review } from "./review.ts";

/** The review as text, a fact a line; what only the officer may know comes last. */
export function reviewText(review: Review, confidential: readonly Fact[] = []): string {
  const lines = [...facts(review), ...confidential].map(([name, fact]) => `${name}: ${fact}`);
  return [...lines, ""].join("\n");
}

/** The review as one HTML page that asks for nothing else: no script, no request. */
export function reviewHtml(review: Review, confidential: readonly Fact[] = []): string {
  const rows = facts(review).map(rowHtml);
  const heads = [...review.dimensions, "Value", "Status", "Numerator", "Denominator"];
  const lines = review.rows.map(
    ({ codes, value, status, num, den }) =>
      `<tr class="${escape(status)}">${[...codes, value, status, num, den].map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Review: ${escape(review.title)}, ${escape(review.member)}, ${escape(review.period)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escape(review.title)}</h1>
<p class="verdict ${review.verdict}">${verdictText[review.verdict]}</p>
<table class="facts">${rows.join("\n")}</table>
${confidentialHtml(confidential)}<h2>What readers will see</h2>
<div class="wide"><table>
<thead><tr>${heads.map((head) => `<th scope="col">${escape(head)}</th>`).join("")}</tr></thead>
<tbody>
${lines.join("\n")}
</tbody>
</table></div>
</main>
</body>
</html>
`;
}

function rowHtml([name, fact]: Fact): string {
  return `<tr><th scope="row">${escape(name)}</th><td>${marked(fact)}</td></tr>`;
}

/** Names of the standard stand between back ticks. */
function marked(text: string): string {
  return escape(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}

function confidentialHtml(told: readonly Fact[]): string {
  if (told.length === 0) return "";
  return `<h2>For you alone</h2>
<p>What is withheld and why, and what would lose less. It says more than readers may know: do not pass it on.</p>
<table class="facts">${told.map(rowHtml).join("\n")}</table>
`;
}

const verdictText: Readonly<Record<Review["verdict"], string>> = {
  "may-be-signed": "This draft may be signed.",
  "must-not-be-signed": "This draft must not be signed.",
};

/** A fact and what it is about. */
export type Fact = readonly [name: string, fact: string];

function facts(review: Review): readonly Fact[] {
  const { counts, policy, audit } = review;
  return [
    ["Verdict", verdictText[review.verdict]],
    ...review.problems.map(({ code, message }): Fact => [`Problem ${code}`, message]),
    [
      "Publication",
      `${review.title}, ${review.member}, ${review.period}, number ${review.sequence}`,
    ],
    ["Cut by", review.dimensions.join(", ")],
    [
      "Cells",
      `${counts.cells}: ${counts.shown} shown, ${counts.withheld} withheld, ${counts.missing} without a value`,
    ],
    ["Coverage", review.coverage ?? "cannot be said"],
    ["Quality", review.gate],
    ...review.findings.map(({ severity, rule, records }): Fact => [
      "Finding",
      `${severity} ${rule} in ${records} records`,
    ]),
    [
      "Policy",
      `${policy.id} ${policy.version}: at least ${policy.contributorsMin} contributors (${policy.contributorsMinSensitive} for sensitive metrics)`,
    ],
    [
      "Audit",
      audit.provenSafe
        ? `proven safe together with ${audit.history.length} earlier publications${audit.widthMin === null ? "" : `; narrowest interval ${audit.widthMin}`}`
        : "not proven safe",
    ],
    ["Changes", changesText(review)],
    ...review.cautions.map((caution): Fact => ["Caution", caution]),
    ["Signatures", signaturesText(review)],
  ];
}

function changesText({ changes }: Review): string {
  if (changes === null) return "first publication of these figures";
  const { newlyShown, newlyWithheld, otherValue, otherCells } = changes;
  return `${newlyShown} newly shown, ${newlyWithheld} newly withheld, ${otherValue} with another value, ${otherCells} added or gone`;
}

function signaturesText({ signatures, checkersMin }: Review): string {
  const wanted = `${checkersMin} ${checkersMin === 1 ? "checker" : "checkers"}, then the publisher`;
  return signatures.length === 0
    ? `none yet; needed: ${wanted}`
    : `${signatures.join("; ")} (needed: ${wanted})`;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; }
th, td { text-align: start; padding: 0.25rem 0.75rem 0.25rem 0; vertical-align: top; }
thead th { border-bottom: 2px solid; }
tbody td { border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
.wide { overflow-x: auto; }
.verdict { font-weight: 700; padding: 0.5rem 0.75rem; border-inline-start: 0.4rem solid; }
.may-be-signed { border-color: #2e7d32; }
.must-not-be-signed { border-color: #c62828; }
tr.Q td, tr.L td, tr.M td { font-style: italic; }
`;
