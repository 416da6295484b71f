import type { Registry } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import type { Finding } from "../finding.ts";
import { validators } from "../generated/validators.js";
import type { EntityName } from "../generated/types.ts";
import { readRecords } from "../import/records.ts";
import { validateRecord } from "../validate/record.ts";
import { parseRules } from "../validate/parse-rules.ts";
import { validate } from "../validate/validate.ts";
import { compared, idOf, pathsOf, together, textAt } from "./vectors.ts";
import type { Outcome, Tools, Vectors } from "./vectors.ts";

interface EntityVector {
  readonly record: unknown;
  readonly findings?: readonly Expected[];
}

interface Expected {
  readonly code: string;
  readonly rule: string;
  readonly pointer?: string;
}

interface Case extends EntityVector {
  readonly id: string;
}

/** Each record by itself and as a row of a data set: it has the findings that it names, and no other. */
export async function entityOutcomes(
  vectors: Vectors,
  registry: Registry,
  tools: Tools,
): Promise<readonly Outcome[]> {
  const byEntity = Map.groupBy(pathsOf(vectors, "entities"), (path) => path.split("/")[1] ?? "");
  const engine = await tools.openEngine();
  const outcomes: Outcome[] = [];
  try {
    for (const [entity, paths] of byEntity) {
      const cases = paths.map((path) => caseAt(vectors, path));
      const alone = await aloneOutcomes(entity, cases, registry);
      const inData = await inDataOutcomes(entity, cases, { registry, engine, tools });
      outcomes.push(
        ...cases.map(({ id }, at) =>
          together(
            id,
            [alone, inData].flatMap((all) => all[at] ?? []),
          ),
        ),
      );
    }
    return outcomes;
  } finally {
    engine.close();
  }
}

function caseAt(vectors: Vectors, path: string): Case {
  const vector: EntityVector = JSON.parse(textAt(vectors, path));
  return { id: idOf(path), ...vector };
}

async function aloneOutcomes(
  entity: string,
  cases: readonly Case[],
  registry: Registry,
): Promise<readonly Outcome[]> {
  const rules = parseRules(registry);
  return Promise.all(
    cases.map(({ id, record, findings = [] }) =>
      compared(id, findings.map(exactly).toSorted(), () =>
        isEntityName(entity) ? validateRecord(entity, record, rules).map(exactly).toSorted() : null,
      ),
    ),
  );
}

interface Data {
  readonly registry: Registry;
  readonly engine: SqlEngine;
  readonly tools: Tools;
}

/** The records of all cases as the lines of one file: a case is a row. */
async function inDataOutcomes(
  entity: string,
  cases: readonly Case[],
  { registry, engine, tools }: Data,
): Promise<readonly Outcome[]> {
  const lines = cases.map(({ record }) => `${JSON.stringify(record)}\n`).join("");
  const path = await tools.write(`${entity}.ndjson`, lines);
  const { records } = await readRecords(engine, [path], registry);
  const { findings } = await validate(records, registry, { rowsShown: cases.length });
  const ofOneRecord = withoutBetween(findings, registry);
  return Promise.all(
    cases.map(({ id, findings: expected = [] }, index) =>
      compared(id, expected.map(byColumn).toSorted(), () =>
        ofOneRecord
          .filter(({ rows }) => rows?.includes(index + 1))
          .map(byColumn)
          .toSorted(),
      ),
    ),
  );
}

/** Keys, references and rules between records concern several records, and a case has one. */
function withoutBetween(findings: readonly Finding[], { rules }: Registry): readonly Finding[] {
  const between = new Set(rules.filter(({ check }) => check.kind !== "record").map(({ id }) => id));
  return findings.filter(({ rule }) => !/\/(key|reference)$/.test(rule) && !between.has(rule));
}

function exactly({ code, rule, pointer = "" }: Expected): string {
  return `${code} ${rule} ${pointer}`;
}

/** Places in a list are left out, because a column has none. */
function byColumn({ code, rule, pointer = "" }: Expected): string {
  return exactly({ code, rule, pointer: pointer.replaceAll(/\/\d+(?=\/|$)/g, "") });
}

function isEntityName(name: string): name is EntityName {
  return Object.hasOwn(validators, name);
}
