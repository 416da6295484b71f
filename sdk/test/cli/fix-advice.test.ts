import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { edufed, folder, marker } from "./edufed.ts";

let place: string;
let count = 0;

beforeEach(() => {
  count += 1;
  place = folder(`fix advice ${count}`);
});

function given(name: string, content: string): void {
  mkdirSync(dirname(join(place, name)), { recursive: true });
  writeFileSync(join(place, name), content);
}

function lines(...rows: readonly string[]): string {
  return rows.map((row) => `${row}\n`).join("");
}

const broken = lines(
  "id,sex,birthYear,birthDate",
  `s1,${marker},2010,`,
  "s2, 1 ,2011,",
  "s3,1,2011,31.12.2011",
  `s4,female,${marker},`,
);

test("validate tells beforehand how many could be fixed, and how", async () => {
  given("student.csv", broken);
  const { out } = await edufed(place, "validate", "student.csv", "--json");
  const found: readonly Readonly<Record<string, unknown>>[] = JSON.parse(out).findings;
  const sex = found.find(({ rule }) => rule === "student/sex/enum");
  expect(sex).toMatchObject({ count: 3, fixable: 2 });
  expect(sex?.["fix"]).toMatch(
    / 2 of 3 can be fixed safely \(the label in place of the code, white space around the value\): `edufed fix`\.$/u,
  );
  const year = found.find(({ rule }) => rule === "student/birthYear/type");
  expect(year).not.toHaveProperty("fixable");
  const text = await edufed(place, "validate", "student.csv");
  expect(text.out.replaceAll(/\s+/gu, " ")).toContain(
    "3 values can be fixed safely: `edufed fix student.csv --out fixed`",
  );
});

/** What `validate` says in its default format, as one line. */
async function validated(...argv: readonly string[]): Promise<string> {
  const { out } = await edufed(place, "validate", ...argv);
  return out.replaceAll(/\s+/gu, " ");
}

test("of one value and of all values validate says so in words", async () => {
  given("one/student.csv", lines("id,sex", "s1,female"));
  given("all/student.csv", lines("id,sex", "s1,female", "s2,male"));
  expect(await validated("one")).toContain(" It can be fixed safely (the label in place of");
  expect(await validated("all")).toContain(" All 2 can be fixed safely (the label in place of");
  const finnish = await validated("one", "--language", "fi");
  expect(finnish).toContain(" Sen voi korjata turvallisesti (");
});

test("the command that validate names can be run as it is", async () => {
  given("pupils' list.csv", lines("id,sex", "s1,female"));
  const said = await validated("pupils' list.csv", "--entity", "student");
  const quoted = String.raw`'pupils'\'' list.csv'`;
  expect(said).toContain(`\`edufed fix ${quoted} --entity student --out fixed\``);
});

test.each([
  ["in CSV", "calendar-day.csv", lines("schoolId,date,dayType", "a,b")],
  ["in a file that must be read with care", "calendar-day.csv", 'schoolId,date\n"a,b\n'],
  ["in NDJSON", "calendar-day.ndjson", "{\n"],
])(
  "nothing is advised that fix would refuse: a row that cannot be read in another file, %s",
  async (_, name, content) => {
    given("records/student.csv", lines("ID,sex", "s1,female"));
    const sound = await validated("records");
    expect(sound).toContain("`edufed fix` renames it.");
    expect(sound).toContain("can be fixed safely (");
    expect(sound).toContain("1 value and 1 column name can be fixed safely: `edufed fix records");
    given(`records/${name}`, content);
    expect(await edufed(place, "fix", "records", "--out", "fixed")).toMatchObject({ code: 2 });
    const unsound = await validated("records");
    expect(unsound).toContain("/malformed-row");
    expect(unsound).not.toContain("edufed fix");
    const { out } = await edufed(place, "validate", "records", "--json");
    expect(out).not.toContain("fixable");
  },
);

test("a column that fix would rename says so and is counted, and one that it would not is not", async () => {
  given("student.csv", lines("id,sex,BIRTH_YEAR,brithDate,shoeSize", "s1,1,2010,,"));
  const said = await validated("student.csv");
  expect(said).toContain("Did you mean “birthYear”? Rename the column. `edufed fix` renames it.");
  expect(said).toMatch(/Did you mean “birthDate”\? Rename the column\. error/u);
  expect(said).toContain(" 1 column name can be fixed safely: `edufed fix student.csv --out");
  const json = await edufed(place, "validate", "student.csv", "--json");
  const found: readonly { readonly fixable?: number }[] = JSON.parse(json.out).findings;
  expect(found.filter(({ fixable }) => fixable === 1)).toHaveLength(1);
  const fixed = await edufed(place, "fix", "student.csv", "--out", "fixed", "--json");
  expect(JSON.parse(fixed.out).columns).toHaveLength(1);
});
