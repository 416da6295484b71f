import type { Registry } from "@edufed/schemas";
import type { SqlEngine } from "../engine/engine.ts";
import type { Finding } from "../finding.ts";
import { readRecords } from "../import/records.ts";
import { parseRules } from "../validate/parse-rules.ts";
import { type RecordSet, validateRecords } from "../validate/records.ts";
import { validate } from "../validate/validate.ts";
import { compared, idOf, pathsOf, together, textAt } from "./vectors.ts";
import type { Outcome, Tools, Vectors } from "./vectors.ts";

interface RuleVector {
  readonly rule: string;
  readonly passing: RuleCase;
  readonly failing: RuleCase;
}

interface RuleCase {
  readonly records: RecordSet;
  readonly findings?: readonly Expected[];
}

interface Expected {
  readonly code: string;
  readonly rule: string;
  readonly entity: string;
  /** Places in the list of the entity's records, counted from 1. */
  readonly rows: readonly number[];
}

/** Every rule with records that keep it and records that break it, in process and in the engine. */
export async function ruleOutcomes(
  vectors: Vectors,
  registry: Registry,
  tools: Tools,
): Promise<readonly Outcome[]> {
  const engine = await tools.openEngine();
  const rules = parseRules(registry);
  const outcomes: Outcome[] = [];
  try {
    for (const path of pathsOf(vectors, "rules")) {
      const vector: RuleVector = JSON.parse(textAt(vectors, path));
      for (const part of ["passing", "failing"] as const) {
        const { records, findings = [] } = vector[part];
        const id = `${idOf(path)}#${part}`;
        const seen = (found: readonly Finding[]): readonly string[] => relevant(vector.rule, found);
        const alone = await compared(id, findings.map(inWords), () =>
          seen(validateRecords(records, registry, rules)),
        );
        const inData = await compared(id, findings.map(inWords), async () =>
          seen(await findingsInData(id, records, { engine, registry, tools })),
        );
        outcomes.push(together(id, [alone, inData]));
      }
    }
    return outcomes;
  } finally {
    engine.close();
  }
}

/** Every error, and whatever the rule itself says, the rule first. */
function relevant(rule: string, findings: readonly Finding[]): readonly string[] {
  return findings
    .filter((finding) => finding.severity === "error" || finding.rule === rule)
    .filter(({ severity }) => severity !== "info")
    .toSorted((one, other) => Number(other.rule === rule) - Number(one.rule === rule))
    .map(({ code, rule: id, entity = "", rows = [] }) => inWords({ code, rule: id, entity, rows }));
}

function inWords({ code, rule, entity, rows }: Expected): string {
  return `${code} ${rule} in ${entity} ${rows.join(",")}`;
}

interface Data {
  readonly engine: SqlEngine;
  readonly registry: Registry;
  readonly tools: Tools;
}

/** Each entity as an NDJSON file, whose rows are counted from 1. */
async function findingsInData(
  id: string,
  given: RecordSet,
  { engine, registry, tools }: Data,
): Promise<readonly Finding[]> {
  const files = await Promise.all(
    Object.entries(given).map(([entity, list]) => {
      const lines = list.map((record) => `${JSON.stringify(record)}\n`).join("");
      return tools.write(`${id.replaceAll(/[^a-z0-9-]/g, "-")}/${entity}.ndjson`, lines);
    }),
  );
  const { records } = await readRecords(engine, files, registry);
  const { findings } = await validate(records, registry);
  return findings;
}
