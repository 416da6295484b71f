import { loadReleases } from "@edufed/schemas";
import { textTable } from "./io.ts";
import { reading } from "./schema-source.ts";
import { standard } from "./session.ts";
import type { Shell } from "./shell.ts";

/** `schema list`: a line for everything in the standard. */
export function listStandard(shell: Shell, json: boolean): void {
  const facts = standardFacts();
  if (json) {
    shell.out(JSON.stringify(facts, null, 2));
    return;
  }
  shell.out(shell.style("bold", `EduFed ${facts.version}`));
  const sections: readonly (readonly [string, readonly (readonly string[])[]])[] = [
    ["Entities", facts.entities.map((each) => [each.name, each.title, each.domain])],
    [
      "Code lists",
      facts.codeLists.map((each) => [
        each.id,
        each.title,
        `${each.codes} codes, ${each.maintenance}`,
      ]),
    ],
    ["Rules", facts.rules.map((each) => [each.id, each.entity, each.severity])],
    ["Metrics", facts.metrics.map((each) => [each.id, each.title, each.domain])],
    ["Dimensions", facts.dimensions.map((each) => [each.id, each.title])],
    ["Other formats", facts.crosswalks.map((each) => [each.id, each.title])],
  ];
  for (const [title, rows] of sections) {
    shell.out(`\n${shell.style("bold", `${title} (${rows.length})`)}`);
    if (rows.length > 0) shell.out(textTable(rows, new Set()));
  }
  const released = facts.releases.length === 0 ? "none yet" : facts.releases.join(", ");
  shell.out(`\n${shell.style("bold", "Releases")}: ${released}`);
  shell.next("schema show <name>, which tells how one is defined");
}

function standardFacts() {
  const { version, entities, codeLists, rules, metrics, dimensions, crosswalks } = standard();
  return {
    version,
    entities: [...entities.values()].map(({ name, title, domain, properties }) => {
      return { name, title, domain, properties: properties.length };
    }),
    codeLists: [...codeLists.values()].map((list) => ({
      ...{ id: list.id, version: list.version, title: list.title.en },
      ...{ maintenance: list.maintenance, codes: list.codes.length },
    })),
    rules: rules.map(({ id, entity, severity }) => ({ id, entity, severity })),
    metrics: [...metrics.values()].map((metric) => {
      const { id, title, domain } = metric;
      return { id, version: metric.version, title: title.en, domain };
    }),
    dimensions: [...dimensions.values()].map(({ id, title }) => ({ id, title: title.en })),
    crosswalks: [...crosswalks.values()].map(({ id, edition, title }) => ({ id, edition, title })),
    releases: reading("The releases", () => loadReleases()).map((release) => release.version),
  };
}
