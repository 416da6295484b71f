import type { Registry } from "../model.ts";
import { codeListPage } from "./markdown/code-list-page.ts";
import { crosswalkPage } from "./markdown/crosswalk-page.ts";
import { entityPage } from "./markdown/entity-page.ts";
import { historySection, type History } from "./markdown/history.ts";
import { metricPage } from "./markdown/metric-page.ts";

export type { History } from "./markdown/history.ts";

/**
 * A reference page for every entity, code list, metric and crosswalk; each links to the others it
 * names, and ends with what the releases have changed about it. `conformance` is the content of
 * conformance/ by path; an entity's example comes from there.
 */
export function emitMarkdown(
  registry: Registry,
  history: History = new Map(),
  conformance: ReadonlyMap<string, string> = new Map(),
): Readonly<Record<string, string>> {
  const pages = [
    ...[...registry.entities.values()].map(
      (entity) => [`entities/${entity.name}`, entityPage(entity, registry, conformance)] as const,
    ),
    ...[...registry.codeLists.values()].map(
      (list) => [`code-lists/${list.id}`, codeListPage(list, registry)] as const,
    ),
    ...[...registry.metrics.values()].map(
      (metric) => [`metrics/${metric.id}`, metricPage(metric, registry)] as const,
    ),
    ...[...registry.crosswalks.values()].map(
      (crosswalk) => [`crosswalks/${crosswalk.id}`, crosswalkPage(crosswalk, registry)] as const,
    ),
  ];
  return Object.fromEntries(
    pages.map(([path, text]) => [
      `docs/src/generated/reference/${path}.md`,
      `${text}${historySection(history.get(path) ?? [])}`,
    ]),
  );
}
