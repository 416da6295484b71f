import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { countedFor, usesOf, type Registry, type UseCase } from "@edufed/schemas";
import { InputError } from "../errors.ts";
import { parseNotebook } from "./parse.ts";
import { notebookFile } from "./use-case.ts";

/**
 * What keeps a use case from being adopted: everything in it that the standard does not have or
 * says otherwise, and a notebook that cannot be read. Empty when it may be run.
 */
export async function checkUseCase(
  useCase: UseCase,
  given: { readonly registry: Registry; readonly folder: string },
): Promise<readonly string[]> {
  const { registry, folder } = given;
  return [
    ...needProblems(useCase, registry),
    ...metricProblems(useCase, registry),
    ...breakdownProblems(useCase, registry),
    ...unusedMetrics(useCase, registry),
    ...(await notebookProblems(useCase, folder)),
  ];
}

function needProblems(useCase: UseCase, registry: Registry): readonly string[] {
  return useCase.dataNeeds.flatMap(({ entity, property, privacyClass }) => {
    const found = registry.entities
      .get(entity)
      ?.properties.find((candidate) => candidate.name === property);
    if (found === undefined) return [`dataNeeds: the standard has no ${entity}.${property}`];
    if (found.privacy !== privacyClass)
      return [`dataNeeds: ${entity}.${property} is ${found.privacy}, not ${privacyClass}`];
    return [];
  });
}

function metricProblems(useCase: UseCase, registry: Registry): readonly string[] {
  return useCase.metrics.flatMap(({ id, version }) => {
    const found = registry.metrics.get(id);
    if (found === undefined) return [`metrics: the standard has no metric ${id}`];
    if (found.version !== version)
      return [`metrics: ${id} is at version ${found.version}, not ${version}`];
    return [];
  });
}

/** Every metric of the use case must allow every breakdown; two of one family are never crossed. */
function breakdownProblems(useCase: UseCase, registry: Registry): readonly string[] {
  return useCase.breakdowns.flatMap((breakdown) => {
    const families = breakdown.map((id) => registry.dimensions.get(id)?.family ?? id);
    const crossed = new Set(families).size < families.length;
    const refusing = useCase.metrics.filter(
      ({ id }) => !breakdown.every((cut) => registry.metrics.get(id)?.dimensions.includes(cut)),
    );
    return [
      ...(crossed ? [`breakdowns: ${breakdown.join(" × ")} crosses one family twice`] : []),
      ...refusing.map(({ id }) => `breakdowns: ${id} may not be cut by ${breakdown.join(" × ")}`),
    ];
  });
}

/** A metric whose populations read an entity that no need names was not thought through. */
function unusedMetrics(useCase: UseCase, registry: Registry): readonly string[] {
  const needed = new Set(useCase.dataNeeds.map(({ entity }) => entity));
  return useCase.metrics.flatMap(({ id }) => {
    const metric = registry.metrics.get(id);
    const counted = metric === undefined ? [] : countedFor(metric, registry.metrics);
    return counted
      .flatMap(({ populations }) => Object.entries(populations))
      .filter(
        ([, { sources }]) =>
          !sources.some((source) => usesOf(source).every(({ entity }) => needed.has(entity))),
      )
      .map(([name]) => `dataNeeds: nothing is named that ${id} could count ${name} from`);
  });
}

async function notebookProblems(useCase: UseCase, folder: string): Promise<readonly string[]> {
  const path = join(folder, notebookFile(useCase));
  try {
    const { frontMatter } = parseNotebook(await readFile(path, "utf8"), path);
    const known = new Set(useCase.metrics.map(({ id }) => id));
    const strangers = frontMatter.metrics.filter((id) => !known.has(id));
    return [
      ...(frontMatter.id === useCase.id ? [] : [`notebook: its id is ${frontMatter.id}`]),
      ...strangers.map((id) => `notebook: it reads ${id}, which the use case does not publish`),
    ];
  } catch (error) {
    if (error instanceof InputError) return [`notebook: ${error.message} ${error.remedy}`];
    return [`notebook: ${path} cannot be read`];
  }
}
