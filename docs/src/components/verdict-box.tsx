import type { JSX } from "preact";
import { inLanguage } from "../languages.ts";
import type { Language } from "../languages.ts";
import { words } from "../words.ts";
import type { Words } from "../words.ts";
import { Coded } from "./coded.tsx";
import type { ExplorerData, Verdict } from "./explorer-data.ts";
import type { Dimensions, View } from "./explorer-view.ts";
import { apart, dayText } from "./figure-text.ts";

/** Under the panels, always open: whether the figures may stand side by side, and why. */
export function VerdictBox(props: {
  readonly view: View;
  readonly data: ExplorerData;
  readonly dimensions: Dimensions;
  readonly language: Language;
}): JSX.Element | null {
  const { view, data, dimensions, language } = props;
  const { verdict, reasons } = view.table;
  const texts = words[language];
  if (verdict === null) return <Cautions {...{ view, language }} />;
  const nameOf = (id: string): string => {
    const member = data.members.find((candidate) => candidate.id === id);
    return member === undefined ? id : inLanguage(member.name, language);
  };
  const sayDetail = (detail: string): string => {
    const title = dimensions[detail]?.title;
    return title === undefined ? dayText(detail, language) : inLanguage(title, language);
  };
  return (
    <section class="ex-verdict" data-verdict={verdict} aria-labelledby="ex-verdict">
      <h2 id="ex-verdict">{verdictText(verdict, texts)}</h2>
      {reasons.length === 0 && <p>{texts.noReasons}</p>}
      <ul>
        {reasons.map((reason) => (
          <li key={reason.code + reason.detail.join()}>
            {inLanguage(reason.text, language)}
            {reason.detail.length > 0 && (
              <span class="edufed-quiet">
                {" "}
                {detailText(reason.members, apart(reason.detail).map(sayDetail), nameOf)}
              </span>
            )}
          </li>
        ))}
      </ul>
      <Cautions {...{ view, language }} />
    </section>
  );
}

/** One entry a member where the members differ; otherwise what it is about. */
function detailText(
  members: readonly string[],
  detail: readonly string[],
  nameOf: (id: string) => string,
): string {
  if (members.length !== detail.length) return detail.join(", ");
  return members.map((member, index) => `${nameOf(member)}: ${detail[index] ?? ""}`).join(" · ");
}

function Cautions({ view, language }: { view: View; language: Language }): JSX.Element | null {
  const { cautions } = view.metric;
  if (cautions.length === 0) return null;
  return (
    <>
      <h3>{words[language].readCarefully}</h3>
      <ul>
        {cautions.map((caution) => (
          <li key={caution.en}>
            <Coded text={inLanguage(caution, language)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function verdictText(verdict: Verdict, texts: Words): string {
  switch (verdict) {
    case "COMPARABLE":
      return texts.comparable;
    case "COMPARABLE_AT":
      return texts.comparableAt;
    case "CAUTION":
      return texts.caution;
    case "NOT_COMPARABLE":
      return texts.notComparable;
  }
}
