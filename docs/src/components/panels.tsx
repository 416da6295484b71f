import { scaleLinear } from "d3-scale";
import type { JSX } from "preact";
import type { Language } from "../languages.ts";
import { words } from "../words.ts";
import { absenceText, countText, shareText, valueText } from "./figure-text.ts";
import type { Panel, View, ViewRow } from "./explorer-view.ts";

/** Height of a row's plot in CSS pixels; its width is whatever the page leaves, so places are percentages. */
const rowHeight = 24;

interface Scale {
  /** Place of a value, as a CSS percentage. */
  readonly at: (value: number) => string;
  readonly ticks: readonly number[];
}

/** One panel a member, on one scale. Each is a table whose middle column is drawn. */
export function Panels({
  view,
  language,
}: {
  readonly view: View;
  readonly language: Language;
}): JSX.Element {
  const scale = scaleOf(view);
  return (
    <>
      <div class="ex-panels">
        {view.panels.map((panel) => (
          <PanelTable key={panel.member} {...{ panel, view, scale, language }} />
        ))}
      </div>
      <p class="edufed-quiet">{words[language].sharedScale}</p>
    </>
  );
}

/** From zero when the figures are spread out; otherwise around them, on round ends. */
function scaleOf({ panels }: View): Scale {
  const values = panels.flatMap(({ rows }) => rows.flatMap(({ cell }) => cell?.value ?? []));
  const high = Math.max(...values, 0);
  const low = Math.min(...values, high);
  const room = (high - low) * 0.1 || Math.abs(high) * 0.05 || 1;
  const scale = scaleLinear()
    .domain([low < high / 2 ? 0 : low - room, high + room])
    .nice(4)
    .range([4, 96]);
  return { at: (value) => `${scale(value).toFixed(2)}%`, ticks: endsOf(scale.ticks(4)) };
}

/** First and last tick: enough to read a dot by, and they never run into each other. */
function endsOf(ticks: readonly number[]): readonly number[] {
  const [first, last] = [ticks[0], ticks.at(-1)];
  return first === undefined || last === undefined || first === last
    ? ticks.slice(0, 1)
    : [first, last];
}

function PanelTable(props: {
  readonly panel: Panel;
  readonly view: View;
  readonly scale: Scale;
  readonly language: Language;
}): JSX.Element {
  const { panel, view, scale, language } = props;
  const texts = words[language];
  return (
    <table class="ex-panel">
      <caption>
        <strong>{panel.name}</strong>
        <span>{panelFacts(panel, language)}</span>
      </caption>
      <thead>
        <tr>
          <td />
          <td>
            <Axis {...{ scale, view, language }} />
          </td>
          <th scope="col">
            <span class="sr-only">{texts.value}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {panel.rows.map((row) => (
          <tr key={row.code} class={row.isTotal ? "ex-total" : undefined}>
            <th scope="row">{row.label}</th>
            <td class="ex-plot">
              <Plot {...{ row, scale }} />
            </td>
            <td class="ex-value">
              <Value {...{ row, view, language }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** School year, coverage, and how much is withheld. */
function panelFacts({ side }: Panel, language: Language): string {
  const texts = words[language];
  const withheld = side.cells.filter(({ status }) => status === "Q").length;
  const published = side.cells.filter(({ status }) => status === "A").length;
  const coverage =
    side.coverage === null ? texts.coverageUnknown : shareText(side.coverage, language);
  const counts = texts.cells
    .replace("{published}", countText(published, language))
    .replace("{all}", countText(side.cells.length, language))
    .replace("{withheld}", countText(withheld, language));
  return `${texts.schoolYear} ${side.period} · ${texts.coverage}: ${coverage} · ${counts}`;
}

function Axis({
  scale,
  view,
  language,
}: {
  scale: Scale;
  view: View;
  language: Language;
}): JSX.Element {
  const anchors = ["start", "end"] as const;
  return (
    <svg class="ex-axis" width="100%" height="16" aria-hidden="true">
      {scale.ticks.map((tick, index) => (
        <text key={tick} x={scale.at(tick)} y={11} text-anchor={anchors[index] ?? "end"}>
          {valueText(tick, { ...view.metric, decimals: tickDecimals(view) }, language)}
        </text>
      ))}
    </svg>
  );
}

/** Ends of the scale are round, so they need no more than the first decimal. */
function tickDecimals({ metric }: View): number {
  return metric.unit === "1" ? 2 : Math.min(metric.decimals, 1);
}

/** The drawn form of a cell. It is hidden from screen readers, who have the figure beside it. */
function Plot({ row, scale }: { readonly row: ViewRow; readonly scale: Scale }): JSX.Element {
  const middle = rowHeight / 2;
  const value = row.cell?.value ?? null;
  const isWithheld = row.cell?.status === "Q";
  return (
    <svg
      width="100%"
      height={rowHeight}
      aria-hidden="true"
      class={isWithheld ? "ex-hatched" : undefined}
    >
      {scale.ticks.map((tick) => (
        <line
          key={tick}
          class="ex-grid"
          x1={scale.at(tick)}
          x2={scale.at(tick)}
          y1={0}
          y2={rowHeight}
        />
      ))}
      {value === null ? (
        <line class="ex-absent" x1="4%" x2="96%" y1={middle} y2={middle} />
      ) : (
        <circle class="ex-dot" cx={scale.at(value)} cy={middle} r={row.isTotal ? 5.5 : 5} />
      )}
    </svg>
  );
}

function Value(props: {
  readonly row: ViewRow;
  readonly view: View;
  readonly language: Language;
}): JSX.Element {
  const { row, view, language } = props;
  const texts = words[language];
  const value = row.cell?.value ?? null;
  if (value !== null) return <>{valueText(value, view.metric, language)}</>;
  const isWithheld = row.cell?.status === "Q";
  return (
    <span
      class={isWithheld ? "edufed-withheld" : "edufed-missing"}
      title={isWithheld ? texts.withheldLong : undefined}
    >
      {absenceText(row.cell, texts)}
    </span>
  );
}
