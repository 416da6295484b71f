import type { JSX } from "preact";
import type { Language } from "../languages.ts";
import { words } from "../words.ts";
import type { Choice, View } from "./explorer-view.ts";
import { viewCsv } from "./view-csv.ts";

/** This view, and everything on the metric as the gateway serves it. */
export function Downloads(props: {
  readonly view: View;
  readonly choice: Choice;
  readonly language: Language;
}): JSX.Element {
  const { view, choice, language } = props;
  const texts = words[language];
  const { metric, by } = view;
  const within = choice.within === "" ? "" : `-${choice.within}`;
  return (
    <section aria-labelledby="ex-downloads">
      <h2 id="ex-downloads">{texts.downloads}</h2>
      <ul class="ex-downloads">
        <li>
          <a
            href={`data:text/csv;charset=utf-8,${encodeURIComponent(viewCsv(view, choice))}`}
            download={`${metric.id}-${by}${within}.csv`}
          >
            {texts.thisView}
          </a>
        </li>
        <li>
          <a href={`/data/${metric.id}.csv`}>{texts.everything}</a>
        </li>
      </ul>
    </section>
  );
}
