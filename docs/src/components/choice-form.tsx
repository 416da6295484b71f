import type { JSX } from "preact";
import { inLanguage } from "../languages.ts";
import type { Language } from "../languages.ts";
import { words } from "../words.ts";
import type { ExplorerData } from "./explorer-data.ts";
import { codesWithin, waysToCut } from "./explorer-view.ts";
import type { Choice, Dimensions, View } from "./explorer-view.ts";

/** Metric, breakdown, and the part of the other dimension, when there is one. */
export function ChoiceForm(props: {
  readonly data: ExplorerData;
  readonly view: View;
  readonly choice: Choice;
  readonly dimensions: Dimensions;
  readonly language: Language;
  readonly onChoose: (choice: Choice) => void;
}): JSX.Element {
  const { data, view, choice, dimensions, language, onChoose } = props;
  const texts = words[language];
  const within = codesWithin(data, view, dimensions, language);
  const titleOf = (id: string): string => {
    const title = dimensions[id]?.title;
    return title === undefined ? id : inLanguage(title, language);
  };
  return (
    <form class="ex-choice" onSubmit={(event) => event.preventDefault()}>
      <Select
        label={texts.metric}
        value={choice.metric}
        options={data.metrics.map(({ id, title }) => ({
          code: id,
          label: inLanguage(title, language),
        }))}
        onChange={(metric) => onChoose(withMetric(data, choice, metric))}
      />
      <Select
        label={texts.by}
        value={choice.by}
        options={waysToCut(view.metric).map((id) => ({ code: id, label: titleOf(id) }))}
        onChange={(by) => onChoose({ ...choice, by, within: "" })}
      />
      {within.length > 0 && view.other !== null && (
        <Select
          label={titleOf(view.other)}
          value={choice.within}
          options={[{ code: "", label: texts.all }, ...within]}
          onChange={(code) => onChoose({ ...choice, within: code })}
        />
      )}
    </form>
  );
}

/** Another metric keeps the breakdown when it has it. */
function withMetric(data: ExplorerData, choice: Choice, id: string): Choice {
  const metric = data.metrics.find((candidate) => candidate.id === id);
  const ways = metric === undefined ? [] : waysToCut(metric);
  return ways.includes(choice.by)
    ? { ...choice, metric: id }
    : { metric: id, by: ways[0] ?? "", within: "" };
}

function Select(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly code: string; readonly label: string }[];
  readonly onChange: (code: string) => void;
}): JSX.Element {
  const { label, value, options, onChange } = props;
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.code} value={option.code} selected={option.code === value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
