import { expect, test } from "vitest";
import { publicationEvent } from "../../src/protect/ledger/ledger.ts";
import { draft } from "../../src/publish/draft.ts";
import { parsePublication, tableOf } from "../../src/publish/read.ts";
import { passed } from "../../src/dataset.ts";
import { draftInput, protectedTable, registry } from "./fixture.ts";

test("the day that a table looks at, and all that a ledger keeps of it, travel with the publication", async () => {
  const whole = await protectedTable();
  const table = passed("protected", {
    ...whole,
    description: { ...whole.description, asOf: "2025-10-31" },
  });
  const read = tableOf(await parsePublication(await draft(table, draftInput())), registry);
  expect(read.description.asOf).toBe("2025-10-31");
  const place = { publication: `sha256:${"0".repeat(64)}`, sequence: 1 } as const;
  const entered = publicationEvent(place, read);
  expect(new Set(entered.cells.map(String))).toEqual(
    new Set(publicationEvent(place, table).cells.map(String)),
  );
  expect(entered.description.quantity).toEqual(table.description.quantity);
});
