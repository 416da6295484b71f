import { loadRegistry } from "@edufed/schemas";
import type { Domain, LocalisedText } from "@edufed/schemas";
import { domains, metricsOf } from "./reference/domains.ts";
import { referenceWords } from "./reference-words.ts";
import { words } from "./words.ts";

const registry = loadRegistry();

/** A link of the sidebar with its translations. */
function link(label: LocalisedText, address: string): object {
  return { label: label.en, translations: translations(label), link: address };
}

function group(label: LocalisedText, items: readonly object[], collapsed = false): object {
  return { label: label.en, translations: translations(label), items, collapsed };
}

function translations(text: LocalisedText): Readonly<Record<string, string>> {
  const others = Object.entries(text).filter(([language]) => language !== "en");
  return Object.fromEntries(others);
}

/** The texts of one word in all languages. */
function word(
  key:
    | "explorer"
    | "useCases"
    | "start"
    | "guides"
    | "entities"
    | "codeLists"
    | "crosswalks"
    | "metrics"
    | "reference"
    | "overview"
    | "dimensions"
    | "commands"
    | "findings"
    | "checks"
    | "gateway"
    | "exchange",
): LocalisedText {
  return { en: words.en[key], fi: words.fi[key], sv: words.sv[key], az: words.az[key] };
}

/** The name of a generated page in all languages. */
function heading(key: "rules" | "privacy" | "releases"): LocalisedText {
  const { en, fi, sv, az } = referenceWords;
  return {
    ...{ en: en.headings[key], fi: fi.headings[key] },
    ...{ sv: sv.headings[key], az: az.headings[key] },
  };
}

function domainName(domain: Domain): LocalisedText {
  const { en, fi, sv, az } = referenceWords;
  return {
    ...{ en: en.domains[domain], fi: fi.domains[domain] },
    ...{ sv: sv.domains[domain], az: az.domains[domain] },
  };
}

function entitiesOf(domain: Domain): readonly object[] {
  return [...registry.entities.values()]
    .filter((entity) => entity.domain === domain)
    .map(({ name }) => link({ en: name }, `/reference/entities/${name}/`));
}

/** The site's sidebar. The reference part is what the registry holds. */
export const sidebar: object[] = [
  link(word("start"), "/"),
  link(word("explorer"), "/explorer/"),
  link(word("useCases"), "/use-cases/"),
  group(
    word("guides"),
    [
      "guides/join",
      "guides/import-and-validate",
      "guides/validate-in-five-lines",
      "guides/extend-with-local-properties",
      "guides/govern",
      "guides/propose-an-entity",
      "guides/propose-a-code-list",
      "guides/add-a-metric",
      "guides/propose-a-use-case",
      "guides/change-the-standard",
      "guides/watch-the-day",
      "guides/publish-and-verify",
      "guides/what-protection-guarantees",
      "guides/protection-proofs",
      "guides/notebooks",
      "guides/exact-arithmetic",
      "guides/conformance",
    ].map((slug) => ({ slug })),
  ),
  group(word("reference"), [
    link(word("overview"), "/reference/"),
    group(word("metrics"), [
      link(word("overview"), "/reference/metrics/"),
      ...metricsOf(registry).map(({ domain, metrics }) =>
        group(
          domainName(domain),
          metrics.map(({ id, title }) => link(title, `/reference/metrics/${id.toLowerCase()}/`)),
          true,
        ),
      ),
    ]),
    group(
      word("entities"),
      [
        link(word("overview"), "/reference/entities/"),
        ...domains.map((domain) => group(domainName(domain), entitiesOf(domain), true)),
      ],
      true,
    ),
    link(word("codeLists"), "/reference/code-lists/"),
    link(heading("rules"), "/reference/rules/"),
    link(heading("privacy"), "/reference/privacy/"),
    link(word("crosswalks"), "/reference/crosswalks/"),
    link(heading("releases"), "/reference/releases/"),
    link(word("dimensions"), "/reference/dimensions/"),
    link(word("exchange"), "/reference/exchange/"),
    link(word("findings"), "/reference/findings/"),
    link(word("checks"), "/reference/checks/"),
    link(word("commands"), "/reference/commands/"),
    link(word("gateway"), "/reference/gateway/"),
  ]),
];
