import type { Entity, Registry } from "@edufed/schemas";
import type { Vectors } from "../conformance/vectors.ts";
import type { Explanation } from "../validate/explain.ts";

/** Records by entity, with invented values, and what they show. */
export interface Example {
  readonly description: string;
  readonly records: Readonly<Record<string, readonly object[]>>;
}

/** What keeps a check, and what breaks it. */
export interface Examples {
  /** The check that the second breaks; its own for a check, one of many for a finding code. */
  readonly check: string;
  readonly passing: Example;
  readonly failing: Example;
}

/** Examples of a code, check or rule out of the conformance suite; undefined where it has none. */
export function examplesOf(
  explanation: Explanation,
  vectors: Vectors,
  registry: Registry,
): Examples | undefined {
  switch (explanation.kind) {
    case "rule":
      return ruleExamples(vectors, `rules/${explanation.id}.json`);
    case "check":
      return checkExamples(explanation, vectors, registry);
    case "code":
      return explanation.code === "rule"
        ? ruleExamples(
            vectors,
            [...vectors.keys()].find((path) => path.startsWith("rules/")),
          )
        : recordExamples(explanation, vectors, registry);
  }
}

interface RuleVector extends Pick<Examples, "passing" | "failing"> {
  readonly rule: string;
}

function checkExamples(
  explanation: Explanation,
  vectors: Vectors,
  registry: Registry,
): Examples | undefined {
  const { id, code } = explanation;
  const entity = registry.entities.get(explanation.entity ?? "");
  if (entity === undefined) return undefined;
  if (code === "duplicate-key") return keyExamples(id, entity, vectors);
  if (code === "unknown-reference")
    return referenceExamples(explanation, entity, vectors, registry);
  return recordExamples(explanation, vectors, registry);
}

function ruleExamples(vectors: Vectors, path: string | undefined): Examples | undefined {
  const text = path === undefined ? undefined : vectors.get(path);
  if (text === undefined) return undefined;
  const { rule, passing, failing }: RuleVector = JSON.parse(text);
  return { check: rule, passing: shown(passing), failing: shown(failing) };
}

function shown({ description, records }: Example): Example {
  return { description, records };
}

type Row = Readonly<Record<string, unknown>>;

interface RecordVector {
  readonly description: string;
  readonly record: Row;
  readonly findings?: readonly FindingName[];
}

interface FindingName {
  readonly code: string;
  readonly rule: string;
}

/** The shortest record that breaks it, cut down to its key and the property, beside one that does not. */
function recordExamples(
  explanation: Explanation,
  vectors: Vectors,
  registry: Registry,
): Examples | undefined {
  const found = [...registry.entities.values()]
    .filter(({ name }) => explanation.entity === undefined || name === explanation.entity)
    .flatMap((entity) =>
      vectorsIn(vectors, `entities/${entity.name}/invalid/`).flatMap((failing) => {
        const shows = failing.findings?.find((each) => isShown(each, explanation));
        return shows === undefined ? [] : brokenBy(shows.rule, failing, entity, vectors);
      }),
    );
  return found.toSorted((left, right) => sizeOf(left) - sizeOf(right))[0];
}

/** Whether a finding is an example: of its code, of its check, or of the check of a whole object. */
function isShown(finding: FindingName, { id, kind, code }: Explanation): boolean {
  if (kind === "code") return finding.code === code;
  const whole = /^(.*\/)record$/.exec(id)?.[1];
  return finding.rule === id || (whole !== undefined && finding.rule.startsWith(whole));
}

/** A record that breaks a check of an entity beside one that keeps it, where the suite has one. */
function brokenBy(
  check: string,
  failing: RecordVector,
  entity: Entity,
  vectors: Vectors,
): readonly Examples[] {
  const property = check.split("/")[1] ?? "";
  const names = new Set([...entity.key, property]);
  return validWith(property, entity, vectors)
    .slice(0, 1)
    .map((passing) => ({
      check,
      passing: cut(passing, entity, names, "A record that keeps it."),
      failing: cut(failing, entity, names, `${failing.description}.`),
    }));
}

function sizeOf({ failing }: Examples): number {
  return JSON.stringify(failing.records).length;
}

/** Valid records that have a property, or any where the entity has no such property; shortest first. */
function validWith(property: string, entity: Entity, vectors: Vectors): readonly RecordVector[] {
  const isKnown = entity.properties.some(({ name }) => name === property);
  return vectorsIn(vectors, `entities/${entity.name}/valid/`)
    .filter(({ record }) => !isKnown || property in record)
    .map((vector) => [JSON.stringify(vector.record[property] ?? "").length, vector] as const)
    .toSorted(([left], [right]) => left - right)
    .map(([, vector]) => vector);
}

function keyExamples(id: string, entity: Entity, vectors: Vectors): Examples | undefined {
  const [vector] = validWith(entity.key[0] ?? "", entity, vectors);
  if (vector === undefined) return undefined;
  const one = cut(vector, entity, new Set(entity.key), "One record has the key.");
  const twice = (one.records[entity.name] ?? []).flatMap((record) => [record, record]);
  return {
    check: id,
    passing: one,
    failing: { description: "Two records have the key.", records: { [entity.name]: twice } },
  };
}

/** A record beside the one that it points to, and beside another one. */
function referenceExamples(
  { id, pointer }: Explanation,
  entity: Entity,
  vectors: Vectors,
  registry: Registry,
): Examples | undefined {
  const property = entity.properties.find(({ name }) => `/${name}` === pointer);
  const target = registry.entities.get(property?.references ?? "");
  const [vector] = property === undefined ? [] : validWith(property.name, entity, vectors);
  if (property === undefined || target === undefined || vector === undefined) return undefined;
  const named = [vector.record[property.name]].flat()[0];
  const one = cut(vector, entity, new Set([...entity.key, property.name]), "");
  // An entity may point to its own records; the record that it points to stands beside it.
  const beside = (key: unknown, description: string): Example => {
    const own = one.records[entity.name] ?? [];
    const other = { [target.key[0] ?? ""]: key };
    const records =
      target.name === entity.name
        ? { [entity.name]: [...own, other] }
        : { [entity.name]: own, [target.name]: [other] };
    return { description, records };
  };
  return {
    check: id,
    passing: beside(named, "The record that it names is there."),
    failing: beside(`not-${String(named)}`, "The record that it names is not there."),
  };
}

function vectorsIn(vectors: Vectors, folder: string): readonly RecordVector[] {
  return [...vectors]
    .filter(([path]) => path.startsWith(folder))
    .map(([, text]): RecordVector => JSON.parse(text));
}

/** The named properties of a record, and those that the entity does not have. */
function cut(
  { record }: RecordVector,
  entity: Entity,
  names: ReadonlySet<string>,
  description: string,
): Example {
  const known = new Set(entity.properties.map(({ name }) => name));
  const entries = Object.entries(record).filter(([name]) => names.has(name) || !known.has(name));
  return { description, records: { [entity.name]: [Object.fromEntries(entries)] } };
}
