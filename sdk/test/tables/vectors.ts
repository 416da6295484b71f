import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A record of the conformance suite, and the checks that it breaks. */
export interface Vector {
  readonly path: string;
  readonly entity: string;
  readonly record: object;
  readonly broken: readonly string[];
}

const folder = new URL("../../../schemas/conformance/entities/", import.meta.url).pathname;

/** Every record of the conformance suite. */
export function vectors(): readonly Vector[] {
  return globSync("*/{valid,invalid}/*.json", { cwd: folder })
    .toSorted()
    .map((path) => {
      const { record, findings = [] }: { record: object; findings?: readonly { rule: string }[] } =
        JSON.parse(readFileSync(join(folder, path), "utf8"));
      const [entity = ""] = path.split("/");
      return { path, entity, record, broken: findings.map(({ rule }) => rule) };
    });
}

/** A file among those that are generated for databases. */
export function generatedSql(name: string): string {
  return readFileSync(new URL(`../../../schemas/generated/${name}`, import.meta.url), "utf8");
}

/**
 * Whether a table can refuse what breaks this check: limits of its columns, and rules within one
 * record that are errors. A value of another type or spelling may still be cast to the right one;
 * what is inside an object, and what has no column at all, a table does not look at.
 */
export function isStated(rule: string, ddl: string): boolean {
  const isRequiredColumn = /^[^/]+\/[^/]+\/required$/u.test(rule);
  return isRequiredColumn || ddl.includes(`CONSTRAINT "${rule}" `);
}
