import type { LocalisedText } from "@edufed/schemas";
import { inLanguage } from "../languages.ts";
import type { Language } from "../languages.ts";
import type {
  ExplorerCell,
  ExplorerData,
  ExplorerMetric,
  ExplorerTable,
  Side,
} from "./explorer-data.ts";

/** What the page knows of a dimension besides the figures. */
interface DimensionWords {
  readonly title: LocalisedText;
  /** Whether members share its codes; areas and schools are each member's own. */
  readonly isShared: boolean;
  /** Names of the codes that the standard has; a member may know others. */
  readonly names: Readonly<Record<string, LocalisedText>>;
}

export type Dimensions = Readonly<Record<string, DimensionWords>>;

/** What a reader has chosen. */
export interface Choice {
  readonly metric: string;
  /** Dimension whose codes are the rows. */
  readonly by: string;
  /** Code of the table's other dimension, when there is one; empty for its total. */
  readonly within: string;
}

/** One cell of a panel, or none where the member has no such cell. */
export interface ViewRow {
  readonly code: string;
  readonly label: string;
  readonly isTotal: boolean;
  readonly cell: ExplorerCell | null;
}

export interface Panel {
  readonly member: string;
  readonly name: string;
  readonly side: Side;
  readonly rows: readonly ViewRow[];
}

export interface View {
  readonly metric: ExplorerMetric;
  readonly table: ExplorerTable;
  readonly by: string;
  /** The table's other dimension, if readers may choose in it. */
  readonly other: string | null;
  readonly panels: readonly Panel[];
}

/** The dimensions a metric can be read by, each in the smallest table that has it. */
export function waysToCut(metric: ExplorerMetric): readonly string[] {
  return [...new Set(metric.tables.flatMap(({ dimensions }) => dimensions))];
}

/** What a page shows before anybody has chosen. */
export function firstChoice(data: ExplorerData): Choice | null {
  const [metric] = data.metrics;
  const by = metric === undefined ? undefined : waysToCut(metric)[0];
  return metric === undefined || by === undefined ? null : { metric: metric.id, by, within: "" };
}

/** The figures of a choice; null when nothing of the kind is published. */
export function viewOf(
  data: ExplorerData,
  choice: Choice,
  words: { readonly dimensions: Dimensions; readonly language: Language; readonly all: string },
): View | null {
  const metric = data.metrics.find(({ id }) => id === choice.metric);
  const table = metric?.tables.find(({ dimensions }) => dimensions.includes(choice.by));
  if (metric === undefined || table === undefined) return null;
  const others = table.dimensions.filter((id) => id !== choice.by);
  const other = others.find((id) => words.dimensions[id]?.isShared === true) ?? null;
  const labelled = (code: string, isTotal: boolean): string =>
    isTotal ? words.all : labelOf(data, words.dimensions, choice.by, code, words.language);
  const cellsOf = new Map(table.sides.map((side) => [side, chosen(side, table, choice, other)]));
  const isShared = words.dimensions[choice.by]?.isShared === true;
  const union = rowKeys([...cellsOf.values()].flat());
  const panels = table.sides.map((side): Panel => {
    const cells = cellsOf.get(side) ?? [];
    const keys = isShared ? union : rowKeys(cells);
    const member = data.members.find(({ id }) => id === side.member);
    return {
      member: side.member,
      name: member === undefined ? side.member : inLanguage(member.name, words.language),
      side,
      rows: keys.map(({ code, isTotal }) => ({
        code,
        isTotal,
        label: labelled(code, isTotal),
        cell: cells.find((cell) => cell.code === code)?.cell ?? null,
      })),
    };
  });
  return { metric, table, by: choice.by, other, panels };
}

interface KeyedCell {
  readonly code: string;
  readonly isTotal: boolean;
  readonly cell: ExplorerCell;
}

/** The cells of a side that stand at the chosen code, or at the total, of every other dimension. */
function chosen(
  side: Side,
  { dimensions }: ExplorerTable,
  choice: Choice,
  other: string | null,
): readonly KeyedCell[] {
  const at = dimensions.indexOf(choice.by);
  const fits = (cell: ExplorerCell): boolean =>
    dimensions.every((id, index) => {
      if (index === at) return true;
      if (id === other && choice.within !== "") return cell.codes[index] === choice.within;
      return cell.totals[index] === true;
    });
  return side.cells.filter(fits).map((cell) => ({
    code: cell.codes[at] ?? "",
    isTotal: cell.totals[at] ?? false,
    cell,
  }));
}

/** The total first, then the codes in their own order; never in the order of the figures. */
function rowKeys(cells: readonly KeyedCell[]): readonly Pick<KeyedCell, "code" | "isTotal">[] {
  const byCode = new Map(cells.map(({ code, isTotal }) => [code, { code, isTotal }]));
  return [...byCode.values()].toSorted(
    (a, b) =>
      Number(b.isTotal) - Number(a.isTotal) ||
      Number(a.code.startsWith("_")) - Number(b.code.startsWith("_")) ||
      a.code.localeCompare(b.code, "en", { numeric: true }),
  );
}

/** The codes a reader may choose from in the other dimension of a table. */
export function codesWithin(
  data: ExplorerData,
  { table, other }: View,
  dimensions: Dimensions,
  language: Language,
): readonly { readonly code: string; readonly label: string }[] {
  if (other === null) return [];
  const at = table.dimensions.indexOf(other);
  const cells = table.sides.flatMap((side) => side.cells);
  const codes = new Set(
    cells.flatMap((cell) => (cell.totals[at] === true ? [] : [cell.codes[at] ?? ""])),
  );
  return [...codes]
    .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .map((code) => ({ code, label: labelOf(data, dimensions, other, code, language) }));
}

/** The standard's name of a code, which has all languages; else the member's; else the code. */
function labelOf(
  data: ExplorerData,
  dimensions: Dimensions,
  dimension: string,
  code: string,
  language: Language,
): string {
  const label = dimensions[dimension]?.names[code] ?? data.labels[dimension]?.[code];
  return label === undefined ? code : inLanguage(label, language);
}
