import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { inLanguage, rootOf } from "../languages.ts";
import type { Language } from "../languages.ts";
import { unitText } from "../unit-text.ts";
import { words } from "../words.ts";
import { ChoiceForm } from "./choice-form.tsx";
import { Coded } from "./coded.tsx";
import { Downloads } from "./downloads.tsx";
import type { ExplorerData } from "./explorer-data.ts";
import { firstChoice, viewOf } from "./explorer-view.ts";
import type { Choice, Dimensions } from "./explorer-view.ts";
import { FigureTable } from "./figure-table.tsx";
import { Panels } from "./panels.tsx";
import { VerdictBox } from "./verdict-box.tsx";

/** What the page hands over to the browser: the same on the server and there. */
export interface ExplorerProps {
  readonly data: ExplorerData;
  readonly dimensions: Dimensions;
  readonly language: Language;
}

/** Where newer figures come from; absent on the server. */
export interface Refresh {
  readonly newer: (known: number) => Promise<ExplorerData | null>;
}

/** Members side by side: choice, panels, verdict, the same figures as a table, downloads. */
export function Explorer(props: ExplorerProps & { readonly refresh?: Refresh }): JSX.Element {
  const { dimensions, language } = props;
  const { data, isFresh } = useFigures(props.data, props.refresh);
  const [choice, setChoice] = useChoice(data);
  const texts = words[language];
  const view =
    choice === null ? null : viewOf(data, choice, { dimensions, language, all: texts.all });
  if (view === null || choice === null) return <p class="edufed-notice">{texts.noFigures}</p>;
  const { metric } = view;
  const page = `${rootOf(language)}/reference/metrics/${metric.id.toLowerCase()}/`;
  return (
    <div class="ex">
      <ChoiceForm {...{ data, view, choice, dimensions, language }} onChoose={setChoice} />
      <noscript>
        <p class="edufed-quiet">{texts.noScript}</p>
      </noscript>
      <section aria-labelledby="ex-title">
        <h2 id="ex-title" class="ex-title">
          {inLanguage(metric.title, language)}
        </h2>
        <p class="ex-definition">
          <Coded text={inLanguage(metric.definition, language)} />{" "}
          <a href={page}>
            {texts.definition}: <code>{metric.id}</code>
          </a>
        </p>
        <p class="edufed-quiet">
          {texts.unit}: {unitText(metric.unit, language)}
        </p>
        <Panels view={view} language={language} />
      </section>
      <VerdictBox {...{ view, data, dimensions, language }} />
      <FigureTable {...{ view, choice, data, dimensions, language }} />
      <Downloads {...{ view, choice, language }} />
      <p class="edufed-quiet">
        {isFresh ? texts.fresh : texts.builtWith} {texts.notRanked}
      </p>
    </div>
  );
}

/** The figures the page was built with, until the gateway has said whether there are newer ones. */
function useFigures(
  built: ExplorerData,
  refresh: Refresh | undefined,
): { readonly data: ExplorerData; readonly isFresh: boolean } {
  const [state, setState] = useState({ data: built, isFresh: false });
  useEffect(() => {
    if (refresh === undefined) return;
    refresh.newer(built.dataVersion).then(
      (data) => setState({ data: data ?? built, isFresh: true }),
      // The page was copied away from its gateway: what it was built with stays, and it says so.
      () => undefined,
    );
  }, [built, refresh]);
  return state;
}

/** The reader's choice, kept in the address so that it can be sent to someone. */
function useChoice(data: ExplorerData): readonly [Choice | null, (choice: Choice) => void] {
  const [choice, setChoice] = useState<Choice | null>(null);
  useEffect(() => {
    const asked = new URLSearchParams(location.search);
    const [metric, by] = [asked.get("metric"), asked.get("by")];
    if (metric !== null && by !== null)
      setChoice({ metric, by, within: asked.get("within") ?? "" });
  }, []);
  const choose = (chosen: Choice): void => {
    setChoice(chosen);
    history.replaceState(null, "", `?${new URLSearchParams({ ...chosen }).toString()}`);
  };
  const isKnown = data.metrics.some(
    ({ id, tables }) =>
      id === choice?.metric && tables.some(({ dimensions }) => dimensions.includes(choice.by)),
  );
  return [isKnown ? choice : firstChoice(data), choose];
}
