import type { JSX } from "preact";
import { inLanguage } from "../languages.ts";
import type { Language } from "../languages.ts";
import { words } from "../words.ts";
import { absenceText, countText, valueText } from "./figure-text.ts";
import type { Dimensions, View } from "./explorer-view.ts";

/** The figures of the panels with their numerators and denominators, status apart from the number. */
export function FigureTable(props: {
  readonly view: View;
  readonly dimensions: Dimensions;
  readonly language: Language;
}): JSX.Element {
  const { view, dimensions, language } = props;
  const texts = words[language];
  const title = dimensions[view.by]?.title;
  const count = (value: number | null | undefined): string =>
    value === null || value === undefined ? "" : countText(value, language);
  return (
    <section>
      <h2 id="ex-table">{texts.sameFigures}</h2>
      <div class="edufed-scroll" role="region" tabIndex={0} aria-labelledby="ex-table">
        <table class="edufed-table">
          <thead>
            <tr>
              <th scope="col">{texts.member}</th>
              <th scope="col">{title === undefined ? view.by : inLanguage(title, language)}</th>
              <th scope="col" class="edufed-number">
                {texts.value}
              </th>
              <th scope="col">{texts.status}</th>
              <th scope="col" class="edufed-number">
                {texts.numerator}
              </th>
              <th scope="col" class="edufed-number">
                {texts.denominator}
              </th>
            </tr>
          </thead>
          <tbody>
            {view.panels.flatMap((panel) =>
              panel.rows.map(({ code, label, cell }) => (
                <tr key={`${panel.member} ${code}`}>
                  <td>{panel.name}</td>
                  <th scope="row">{label}</th>
                  <td class="edufed-number">
                    {cell?.value === null || cell?.value === undefined
                      ? "—"
                      : valueText(cell.value, view.metric, language)}
                  </td>
                  <td>
                    <span class={statusClass(cell?.status)}>
                      {cell?.status === "A" ? texts.published : absenceText(cell, texts)}
                    </span>
                  </td>
                  <td class="edufed-number">{count(cell?.num)}</td>
                  <td class="edufed-number">{count(cell?.den)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function statusClass(status: string | undefined): string | undefined {
  if (status === "A") return undefined;
  return status === "Q" ? "edufed-withheld" : "edufed-missing";
}
