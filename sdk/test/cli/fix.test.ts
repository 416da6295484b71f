import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { openDuckDb } from "../../src/engine/duckdb.ts";
import { edufed, expectOneError, folder, listing, marker } from "./edufed.ts";

let place: string;
let count = 0;

beforeEach(() => {
  count += 1;
  place = folder(`fix ${count}`);
});

function given(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(place, name)), { recursive: true });
  writeFileSync(join(place, name), content);
}

function made(name: string): string {
  return readFileSync(join(place, name), "utf8");
}

function lines(...rows: readonly string[]): string {
  return rows.map((row) => `${row}\n`).join("");
}

describe("CSV", () => {
  test("what is fixed changes, and every other cell stays the text that it was", async () => {
    given(
      "records/student.csv",
      `\uFEFF${[
        'id;sex;birthDate;address;"birthYear"',
        's1;female;31.12.2010;"a;b ""q""\r\n\r\n z";2010',
        's2;2;01.02.2011;""; 2011 ',
        '"s3";1;;;',
        " s4 ;1;;'x';002010",
      ].join("\r\n")}\r\n`,
    );
    const said = await edufed(place, "fix", "records", "--out", "fixed");
    expect(said).toMatchObject({ code: 0 });
    expect(made("fixed/student.csv")).toBe(
      lines(
        "id;sex;birthDate;address;birthYear",
        's1;2;2010-12-31;"a;b ""q""\r\n\r\n z";2010',
        's2;2;2011-02-01;"";2011',
        "s3;1;;;",
        " s4 ;1;;'x';002010",
      ),
    );
    expect(said.out).toContain("Fixed: 4 values.");
    expect(said.err).toBe("Next: edufed validate fixed");
  });

  test("columns in another spelling get the property's name, and are then fixed as well", async () => {
    given("student.csv", lines("ID,Sex,BIRTH_YEAR,home languages", "s1,Male, 2010 ,x"));
    const said = await edufed(place, "fix", "student.csv", "--out", "fixed", "--json");
    expect(made("fixed/student.csv")).toMatch(/^id,sex,birthYear,homeLanguages\ns1,1,2010,x\n$/);
    expect(JSON.parse(said.out).columns).toEqual(
      [
        ["ID", "id"],
        ["Sex", "sex"],
        ["BIRTH_YEAR", "birthYear"],
        ["home languages", "homeLanguages"],
      ].map(([column, property]) => ({
        entity: "student",
        file: "student.csv",
        column,
        property,
      })),
    );
  });

  test("a column that two names could mean keeps its own", async () => {
    given("student.csv", lines("id,sex,birth_year,birth year,SEX_", "s1,1,2010,2010,1"));
    const said = await edufed(place, "fix", "student.csv", "--out", "fixed");
    expect(said).toMatchObject({ code: 1 });
    expect(made("fixed/student.csv")).toMatch(/^id,sex,birth_year,birth year,SEX_\n/);
  });

  test("a file that needs nothing is copied byte for byte", async () => {
    const text = '\uFEFFid,sex\r\n"s1","1"\r\n';
    given("student.csv", text);
    const said = await edufed(place, "fix", "student.csv", "--out", "fixed");
    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toContain("Nothing can be fixed safely.");
    expect(made("fixed/student.csv")).toBe(text);
  });

  test.each([
    ["gz", gzipSync, gunzipSync],
    ["zst", zstdCompressSync, zstdDecompressSync],
  ] as const)("packed as .%s, it stays packed", async (ending, pack, unpack) => {
    given(`student.csv.${ending}`, pack(lines("id\tsex", "s1\tmies")));
    const said = await edufed(place, "fix", `student.csv.${ending}`, "--out", "fixed");
    expect(said).toMatchObject({ code: 0 });
    const packed = readFileSync(join(place, `fixed/student.csv.${ending}`));
    expect(unpack(packed).toString()).toBe(lines("id\tsex", "s1\t1"));
  });

  test("each part of an entity is judged and written by itself", async () => {
    given("student/a.csv", lines("id,sex,birthDate", "s1,1,31/12/2010"));
    given("student/b.csv", lines("id,sex,birthDate", "s2,1,03/04/2010"));
    const said = await edufed(place, "fix", "student", "--out", "fixed");
    expect(said).toMatchObject({ code: 1 });
    expect(made("fixed/student/a.csv")).toContain("2010-12-31");
    expect(made("fixed/student/b.csv")).toContain("03/04/2010");
  });

  test("a row that cannot be taken apart is refused: no row is lost", async () => {
    given("records/student.csv", lines("id,sex", "s1,Female", "s2,1,2"));
    const said = await edufed(place, "fix", "./records", "--out", "fixed");
    expect(said).toMatchObject({ code: 2 });
    expectOneError(said);
    expect(said.err).toContain("error: ./records/student.csv, line 3: ");
    expect(said.err).toContain(" Every row must be readable before a file is fixed, ");
    expect(existsSync(join(place, "fixed"))).toBe(false);
  });
});

test("an id keeps its spaces in every file, since a file that is not fixed may have it so", async () => {
  const id = `${"x".repeat(128)} `;
  given("records/student.csv", lines("id,sex", `${id},female`));
  given("records/enrolment.csv", lines("studentId,schoolId", `${id},o1`));
  const said = await edufed(place, "fix", "records", "--out", "fixed");
  expect(said).toMatchObject({ code: 1 });
  expect(made("fixed/student.csv")).toBe(lines("id,sex", `${id},2`));
  expect(made("fixed/enrolment.csv")).toBe(made("records/enrolment.csv"));
});

describe("JSON", () => {
  test("only the value that is fixed changes; numbers keep their digits, and objects their order", async () => {
    const rest = String.raw`"address":"\"sex\": \"x\"","x":1.50e3,"y":-0,"z":12345678901234567890123`;
    given(
      "student.ndjson",
      lines(`{ "sex" : "Female",${rest}, "id":"s1"}`, `{"id":"s2","sex":1,"birthYear":"2010"}`),
    );
    const said = await edufed(place, "fix", "student.ndjson", "--out", "fixed");
    expect(said).toMatchObject({ code: 1 });
    expect(made("fixed/student.ndjson")).toBe(
      lines(`{ "sex" : "2",${rest}, "id":"s1"}`, `{"id":"s2","sex":"1","birthYear":2010}`),
    );
    expect(said.out).toContain("1 kind of error remains.\n  student/unknown-property: 3");
  });

  test("an array stays an array", async () => {
    given("student.json", '\uFEFF[\n  {"id": "s1",\n "sex": "man"}, {"id":"s2","sex":"1"}\n]\n');
    const said = await edufed(place, "fix", "student.json", "--out", "fixed");
    expect(said).toMatchObject({ code: 0 });
    expect(made("fixed/student.json")).toBe(
      '[{"id": "s1",\n "sex": "1"},\n{"id":"s2","sex":"1"}]\n',
    );
  });

  test("a line that is not JSON is refused by its number", async () => {
    given("student.ndjson", lines('{"id":"s1","sex":"man"}', `{"id":"${marker}`));
    const said = await edufed(place, "fix", "student.ndjson", "--out", "fixed");
    expect(said).toMatchObject({ code: 2 });
    expectOneError(said);
    expect(said.err).toContain("error: student.ndjson, row 2: ");
    expect(said.err).toContain(" Every row must be readable before a file is fixed, ");
    expect(existsSync(join(place, "fixed"))).toBe(false);
  });

  test.each([
    ["an empty line", '{"id":"s1","sex":"1"}\n \r\n{"id":"s2","sex":"man"}\n', 2],
    ["two records on a line", '{"id":"s1","sex":"man"}{"id":"s2","sex":"1"}\n', 1],
    ["after a byte order mark, an empty line", '\uFEFF{"id":"s1","sex":"man"}\n\n{"id":"s2"}', 2],
    ["after a byte order mark, two records on a line", '\uFEFF{"id":"s1","sex":"man"} {}\n', 1],
    ["after a byte order mark, a record on two lines", '\uFEFF{"id":"s1"}\n{"id":\n"s2"}\n', 2],
  ])("%s is refused by its number, so that no row gets another", async (_, content, row) => {
    given("student.ndjson", content);
    const said = await edufed(place, "fix", "student.ndjson", "--out", "fixed");
    expect(said).toMatchObject({ code: 2 });
    expectOneError(said);
    expect(said.err).toContain(`student.ndjson, row ${row}: `);
    expect(existsSync(join(place, "fixed"))).toBe(false);
  });

  test("empty lines at the end of NDJSON are nothing", async () => {
    given("student.ndjson", '\uFEFF{"id":"s1","sex":"man"}\r\n\r\n\n');
    const said = await edufed(place, "fix", "student.ndjson", "--out", "fixed");
    expect(said).toMatchObject({ code: 0 });
    expect(made("fixed/student.ndjson")).toBe(lines('{"id":"s1","sex":"1"}'));
  });

  test("where the name stands elsewhere in the record too, the value is left", async () => {
    const record = '{"id":"s1","sex":"female","address":{"sex":"female"}}';
    given("student.ndjson", lines(record));
    const said = await edufed(place, "fix", "student.ndjson", "--out", "fixed", "--json");
    expect(said).toMatchObject({ code: 1 });
    expect(JSON.parse(said.out).values).toEqual([]);
    expect(made("fixed/student.ndjson")).toBe(lines(record));
  });
});

test("Parquet: text is fixed, columns of other types keep theirs, rows keep their order", async () => {
  const engine = await openDuckDb();
  const source = join(place, "student.parquet");
  await engine.run(
    `COPY (SELECT 's' || (9 - i) AS id, 'Male' AS "SEX", CAST(2010 AS SMALLINT) AS "birthYear", ['FI'] AS citizenships FROM range(9) AS t (i)) TO '${source}' (FORMAT parquet)`,
  );
  const said = await edufed(place, "fix", "student.parquet", "--out", "fixed");
  expect(said).toMatchObject({ code: 0 });
  const fixed = `read_parquet('${join(place, "fixed/student.parquet")}')`;
  const types = await engine.rows(`DESCRIBE SELECT * FROM ${fixed}`);
  expect(types.map((row) => `${row["column_name"]} ${row["column_type"]}`)).toEqual([
    "id VARCHAR",
    "sex VARCHAR",
    "birthYear SMALLINT",
    "citizenships VARCHAR[]",
  ]);
  const rows = await engine.rows(`SELECT id, sex FROM ${fixed}`);
  expect(rows.map(({ id, sex }) => `${id} ${sex}`)).toEqual(
    Array.from({ length: 9 }, (_, index) => `s${9 - index} 1`),
  );
  engine.close();
});

describe("what it says", () => {
  const broken = lines(
    "id,sex,birthYear,birthDate",
    `s1,${marker},2010,`,
    "s2, 1 ,2011,",
    "s3,1,2011,31.12.2011",
    `s4,female,${marker},`,
  );

  test.each(["en", "fi", "sv", "az"])("in %s, no value of a record", async (language) => {
    given("student.csv", broken);
    const text = await edufed(place, "fix", "student.csv", "--out", "a", "--language", language);
    const json = await edufed(place, "fix", "student.csv", "--dry-run", "--json");
    expect(text).toMatchObject({ code: 1 });
    expect(text.out).toMatch(/sex: 1 /u);
    for (const said of [text, json]) {
      expect(said.out + said.err).not.toMatch(new RegExp(`${marker}|31\\.12|female`, "u"));
    }
  });

  test("values by kind with their first rows, and what remains", async () => {
    given("student.csv", broken);
    const { out } = await edufed(place, "fix", "student.csv", "--dry-run", "--json");
    const value = { entity: "student", file: "student.csv", count: 1 };
    expect(JSON.parse(out)).toEqual({
      out: null,
      values: [
        { ...value, property: "sex", kind: "code-label", rows: [5] },
        { ...value, property: "sex", kind: "white-space", rows: [3] },
        { ...value, property: "birthDate", kind: "date-order", rows: [4] },
      ],
      columns: [],
      notRead: [],
      remaining: {
        errors: 2,
        findings: [
          { severity: "error", rule: "student/sex/enum", count: 1 },
          { severity: "error", rule: "student/birthYear/type", count: 1 },
        ],
      },
    });
  });

  test("a trial writes nothing", async () => {
    given("student.csv", broken);
    const before = listing(place);
    const said = await edufed(place, "fix", "student.csv", "--dry-run");
    expect(said).toMatchObject({ code: 1, err: "" });
    expect(said.out).toContain("Can be fixed: 3 values.\nNothing was written.");
    expect(listing(place)).toEqual(before);
  });

  test("a second run changes nothing", async () => {
    given("student.csv", broken);
    await edufed(place, "fix", "student.csv", "--out", "once");
    const said = await edufed(place, "fix", "once", "--out", "twice", "--json");
    expect(JSON.parse(said.out)).toMatchObject({ values: [], columns: [] });
    expect(made("twice/student.csv")).toBe(made("once/student.csv"));
  });
});
