import type { Choice, View } from "./explorer-view.ts";

/**
 * The figures of a view as CSV: codes and points, so that every program reads them alike. A cell
 * without a value has its status and NaN, never an empty cell or a zero.
 */
export function viewCsv(view: View, choice: Choice): string {
  const other = view.other === null ? [] : [view.other];
  const header = [
    "MEMBER",
    "METRIC",
    view.by,
    ...other,
    "PERIOD",
    "OBS_VALUE",
    "OBS_STATUS",
    "NUM",
    "DEN",
  ];
  const rows = view.panels.flatMap(({ member, side, rows: cells }) =>
    cells.flatMap(({ code, cell }) =>
      cell === null
        ? []
        : [
            [
              member,
              view.metric.id,
              code,
              ...other.map(() => (choice.within === "" ? "_T" : choice.within)),
              side.period,
              number(cell.value),
              cell.status,
              number(cell.num),
              number(cell.den),
            ],
          ],
    ),
  );
  return [header, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}

function number(value: number | null): string {
  return value === null ? "NaN" : String(value);
}

function quoted(field: string): string {
  return /[",\r\n]/u.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
