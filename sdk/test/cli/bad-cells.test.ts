import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { done, edufed, expectOneError, folder, listing, marker, root } from "./edufed.ts";

/** Cells as on paper, unprotected: the file that `metric run --out cells.csv` writes. */
let member: string;

beforeAll(async () => {
  member = folder("member");
  const flags = ["--member", "FI-HEL", "--name", "Helsinki", "--contact", "data@example.org"];
  await done(member, "init", ".", ...flags);
  await done(member, "synth", "--member", "helsinki", "--students", "120", "--out", "records");
  const by = ["--by", "SEX", "--out", "cells.csv"];
  await done(member, "metric", "run", "ATT_RATE", "--data", "records", ...by);
});

let copies = 0;

/** The member with its cells altered. */
function memberWith(file: string, alter: (text: string) => string | Uint8Array): string {
  const place = join(root, `copy${(copies += 1)}`);
  cpSync(member, place, { recursive: true });
  const path = join(place, file);
  writeFileSync(path, alter(readFileSync(path, "utf8")));
  return place;
}

const inRowTwo = (text: string, row: string): string =>
  text.replace(/\r\n.*\r\n/, `\r\n${row}\r\n`);

const broken: readonly (readonly [
  what: string,
  file: string,
  alter: (text: string) => string | Uint8Array,
])[] = [
  ["a quote that is never closed", "cells.csv", (text) => inRowTwo(text, `"${marker},2025`)],
  ["a row with too many values", "cells.csv", (text) => inRowTwo(text, `${marker},`.repeat(20))],
  ["a row with too few values", "cells.csv", (text) => inRowTwo(text, `${marker},${marker}`)],
  [
    "an encoding of another century",
    "cells.csv",
    (text) => Buffer.from(inRowTwo(text, `${marker}ä,2025,1,2,0.5,30,,A,`), "latin1"),
  ],
  [
    "a column that cells do not have",
    "cells.csv",
    (text) => text.replaceAll("\r\n", `,${marker}\r\n`).replace(marker, "NICKNAME"),
  ],
  ["a column that is missing", "cells.csv", (text) => text.replace("CONTRIBUTORS", "PEOPLE")],
  [
    "a code that the description does not name",
    "cells.csv",
    (text) => inRowTwo(text, `${marker},2025,1,2,0.5,30,,A,`),
  ],
  [
    "figures that are none",
    "cells.csv",
    (text) => inRowTwo(text, `_T,2025,${marker},${marker},${marker},${marker},,A,`),
  ],
  ["nothing at all", "cells.csv", () => ""],
  ["a description that is not JSON", "cells.json", () => `{"${marker}"`],
  ["a description that is something else", "cells.json", () => `["${marker}"]`],
  [
    "a metric that does not exist",
    "cells.json",
    (text) => text.replace('"ATT_RATE"', '"NO_SUCH_METRIC"'),
  ],
];

describe("cells that are broken: protect draws up nothing", () => {
  test.each(broken)("%s", async (_what, file, alter) => {
    const place = memberWith(file, alter);
    const before = listing(place);
    const said = await edufed(place, "protect", "cells.csv", "--out", "draft");
    expect(said.code).toBeGreaterThan(0);
    expect(said.code).toBeLessThan(3);
    expectOneError(said);
    expect(listing(place)).toEqual(before);
  });

  test("cells without their description", async () => {
    const place = memberWith("cells.csv", (text) => text);
    rmSync(join(place, "cells.json"));
    const said = await edufed(place, "protect", "cells.csv", "--out", "draft");
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain("cells.json cannot be read");
  });

  test("a figure that does not fit the others is refused", async () => {
    const place = memberWith("cells.csv", (text) =>
      text.replace(
        /(\r\n_T,2025,)(\d+)/,
        (_all, before: string, num: string) => `${before}${num}9`,
      ),
    );
    const before = listing(place);
    const said = await edufed(place, "protect", "cells.csv", "--out", "draft");
    expect([1, 2]).toContain(said.code);
    expectOneError(said);
    expect(listing(place)).toEqual(before);
  });
});
