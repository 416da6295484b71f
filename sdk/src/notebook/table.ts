import { escapeHtml } from "./html.ts";
import { figureOf, statusColumn } from "./figure.ts";
import type { CellResult, Language, SqlCell } from "./notebook.ts";
import { wordsIn } from "./words.ts";

/** Most rows a page shows of one cell; a table longer than this is a download, not reading. */
const rowsMax = 60;

/** The rows of a cell as a table. Absent figures stand as words; the status columns that explain them are not repeated. */
export function tableHtml(cell: SqlCell, result: CellResult, language: Language): string {
  const words = wordsIn(language);
  if (result.rows.length === 0) return `<p class="edufed-note">${words.noRows}</p>`;
  const explaining = new Set(result.columns.map((name) => statusColumn(result.columns, name)));
  const columns = result.columns.filter((name) => !explaining.has(name));
  const head = columns.map((name) => `<th scope="col">${escapeHtml(heading(name))}</th>`).join("");
  const body = result.rows.slice(0, rowsMax).map((row) => {
    const cells = columns.map((name, index) => {
      const isShare = cell.percent.includes(name);
      const format = isShare ? ({ style: "percent" } as const) : undefined;
      return cellHtml(figureOf(row, name, language, format), index === 0, words.withheldLong);
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  const label = `${words.table}: ${heading(cell.name)}`;
  const rest = result.rows.length - rowsMax;
  const note = rest > 0 ? `<p class="edufed-note">+ ${rest}</p>` : "";
  return `<div class="edufed-scroll" role="region" tabindex="0" aria-label="${escapeHtml(label)}">
<table><thead><tr>${head}</tr></thead>
<tbody>
${body.join("\n")}
</tbody></table></div>${note}`;
}

function cellHtml(
  figure: ReturnType<typeof figureOf>,
  isFirst: boolean,
  withheldLong: string,
): string {
  const text = escapeHtml(figure.text);
  if (figure.kind === "absent") {
    const kind = figure.isWithheld ? "withheld" : "missing";
    const title = figure.isWithheld ? ` title="${escapeHtml(withheldLong)}"` : "";
    return `<td class="edufed-number"><span class="edufed-${kind}"${title}>${text}</span></td>`;
  }
  if (figure.isNumber) return `<td class="edufed-number">${text}</td>`;
  return isFirst ? `<th scope="row">${text}</th>` : `<td>${text}</td>`;
}

/** `attendance_rate` is read as “Attendance rate”; a name in the author's own spelling stays. */
function heading(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/u.test(name)) return name;
  const spaced = name.replaceAll("_", " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
