import { expect, test } from "vitest";
import { expressionSqlOf } from "../../src/engine/expression-sql.ts";
import { parseExpression } from "../../src/engine/parse-expression.ts";
import { trinoDialect } from "../../src/engine/trino-dialect.ts";

test("a count that is reckoned is taken away as a whole", () => {
  const columns = new Set(["code", "a", "b"]);
  const expression = parseExpression("right(code, a - b)", {
    columns,
    parameters: new Set(),
    place: "a test",
  });
  expect(expressionSqlOf(expression, trinoDialect)).toContain('length("code") - ("a" - "b")');
});
