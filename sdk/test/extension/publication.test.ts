import { expect, test } from "vitest";
import { passed } from "../../src/dataset.ts";
import { RefusedError } from "../../src/errors.ts";
import { draft } from "../../src/publish/draft.ts";
import { paths } from "../../src/publish/files.ts";
import { verifyPublication } from "../../src/publish/verify.ts";
import { allHashesToo, changedAndSigned, good } from "../publish/alterations.ts";
import { draftInput, now, protectedTable, trust } from "../publish/fixture.ts";

test("a publication that is cut by what its metric does not declare fails B08, whoever signed it", async () => {
  const files = await changedAndSigned(
    paths.metric,
    (text) => text.replace(/"dimensions":\[[^\]]*\]/u, '"dimensions":["REF_AREA","GRADE"]'),
    allHashesToo,
  );
  const checks = await verifyPublication(files, trust, { now });
  const failed = checks.filter(({ outcome }) => outcome === "failed");
  expect(failed.map(({ code }) => code)).toEqual(["B08"]);
  expect(JSON.stringify(failed)).toContain("cut by a dimension that metric.json does not declare");
  expect(good.size).toBe(files.size);
});

test("a table with a dimension of an extension is not drawn up", async () => {
  const table = await protectedTable();
  await expect(draft(table, draftInput())).resolves.toBeDefined();
  const dimensions = table.description.dimensions.map((dimension) =>
    dimension.id === "SEX" ? { ...dimension, id: "HEL_BUS_ROUTE" } : dimension,
  );
  const planted = passed("protected", {
    ...table,
    description: { ...table.description, dimensions },
  });
  await expect(draft(planted, draftInput())).rejects.toThrow(RefusedError);
  await expect(draft(planted, draftInput())).rejects.toThrow("cut by HEL_BUS_ROUTE");
});
