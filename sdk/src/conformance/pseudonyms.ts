import { parsePseudonymKey, pseudonymOf, type PseudonymDomain } from "../pseudonymise/key.ts";
import { pseudonymSql } from "../pseudonymise/pseudonym-sql.ts";
import { quoteLiteral } from "../engine/sql-text.ts";
import { compared, idOf, textAt } from "./vectors.ts";
import type { Outcome, Tools, Vectors } from "./vectors.ts";

interface PseudonymVector extends PseudonymDomain {
  readonly secret: string;
  readonly value: string;
  readonly pseudonym: string;
}

interface PseudonymVectors {
  readonly cases: readonly PseudonymVector[];
}

const path = "pseudonyms.json";

/** Every pseudonym as the program computes it, and as the engine does. */
export async function pseudonymOutcomes(
  vectors: Vectors,
  tools: Tools,
): Promise<readonly Outcome[]> {
  const { cases }: PseudonymVectors = JSON.parse(textAt(vectors, path));
  const engine = await tools.openEngine();
  try {
    return await Promise.all(
      cases.map(({ secret, value, pseudonym, ...domain }, place) =>
        compared(idOf(path, "cases", place), [pseudonym, pseudonym], async () => {
          const key = parsePseudonymKey(secret);
          const sql = pseudonymSql(key, domain, "value");
          const [row] = await engine.rows(
            `select ${sql} as p from (select ${quoteLiteral(value)} as value)`,
          );
          return [pseudonymOf(key, domain, value), row?.["p"]];
        }),
      ),
    );
  } finally {
    engine.close();
  }
}
