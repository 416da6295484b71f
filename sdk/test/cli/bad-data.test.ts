import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { done, edufed, expectOneError, folder, listing, marker, useCase } from "./edufed.ts";

/** A file of students in which something is wrong; every cell of a wrong row holds the marker. */
interface Broken {
  readonly description: string;
  readonly file: string;
  readonly content: string | Uint8Array;
  /** What every command says of it. */
  readonly says: string;
}

const header = "id,sex,birthYear";
const row = `${marker},${marker},${marker}`;

const unreadable: readonly Broken[] = [
  {
    description: "two bytes a character",
    file: "student.csv",
    content: Buffer.from(`\uFEFF${header}\n${row}\n`, "utf16le"),
    says: "student.csv: not UTF-8 text; it looks like UTF-16",
  },
  {
    description: "nothing at all",
    file: "student.csv",
    content: "",
    says: "student.csv is empty",
  },
  {
    description: "no header, so that the first row is somebody",
    file: "student.csv",
    content: `${marker}a,${marker}b,${marker}c\n${row}\n`,
    says: "none of its 3 columns is a property of student",
  },
  {
    description: "two columns of one name",
    file: "student.csv",
    content: `id,sex,birthYear,sex\n${row},${marker}\n`,
    says: "student.csv, line 1: column 4 has the same name as column 2",
  },
  {
    description: "JSON that ends too early",
    file: "student.json",
    content: `[{"id":"s1","sex":"1"},\n{"id":"${marker}"`,
    says: "student.json",
  },
  {
    description: "a Parquet file that is none",
    file: "student.parquet",
    content: `PAR1${row}`,
    says: "student.parquet: not a Parquet file",
  },
];

const invalid: readonly Broken[] = [
  {
    description: "a quote that is never closed",
    file: "student.csv",
    content: `${header}\ns1,1,2010\n${marker},"${marker},${marker}\n${row}\n`,
    says: "not of the standard",
  },
  {
    description: "a row with too many values",
    file: "student.csv",
    content: `${header}\ns1,1,2010\n${row},${marker}\n`,
    says: "not of the standard",
  },
  {
    description: "a row with too few values",
    file: "student.csv",
    content: `${header}\n${marker},${marker}\n`,
    says: "not of the standard",
  },
  {
    description: "an encoding of another century",
    file: "student.csv",
    content: Buffer.from(`${header}\n${marker}ä,${marker},${marker}\n`, "latin1"),
    says: "not of the standard",
  },
  {
    description: "an empty line among the rows",
    file: "student.csv",
    content: `${header}\n${row}\n\n${row}\n`,
    says: "not of the standard",
  },
  {
    description: "a line that is not JSON",
    file: "student.ndjson",
    content: `{"id":"s1","sex":"1"}\n{"id":"${marker}","sex":${marker}}\n`,
    says: "not of the standard",
  },
  {
    description: "a line that is no object",
    file: "student.ndjson",
    content: `{"id":"s1","sex":"1"}\n["${marker}"]\n`,
    says: "not of the standard",
  },
  {
    description: "a record that names a property twice",
    file: "student.ndjson",
    content: `{"id":"s1","sex":"1"}\n{"id":"${marker}","id":"${marker}","sex":"1"}\n`,
    says: "not of the standard",
  },
  {
    description: "a column that the entity does not have",
    file: "student.csv",
    content: `${header},nickname\ns1,1,2010,${marker}\n`,
    says: "not of the standard",
  },
  {
    description: "a column that is missing",
    file: "student.csv",
    content: `id,birthYear\n${marker},2010\n`,
    says: "not of the standard",
  },
  {
    description: "values that are none of the list and none of the kind",
    file: "student.csv",
    content: `${header}\n${row}\n`,
    says: "the data have",
  },
  {
    description: "the same key twice",
    file: "student.csv",
    content: `${header}\n${marker},1,2010\n${marker},2,2011\n`,
    says: "the data have",
  },
];

/** Commands that read records; each would write `out` if the records were good. */
const readers: Readonly<Record<string, readonly string[]>> = {
  "import records": ["import", "records", "bad", "--out", "out"],
  pseudonymise: ["pseudonymise", "bad", "--purpose", "a", "--out", "out"],
  "metric run": ["metric", "run", "ATT_RATE", "--data", "bad", "--by", "SEX", "--out", "out.csv"],
  run: ["run", useCase, "--data", "bad", "--out", "out"],
};

let member: string;

beforeAll(async () => {
  member = folder("member");
  const flags = ["--member", "FI", "--name", "Finland", "--contact", "data@example.org"];
  await done(member, "init", ".", ...flags);
});

let places = 0;

/** A workspace of its own with a folder `bad` that holds the file. */
function workspaceWith({ file, content }: Broken): string {
  const place = join(member, `case${(places += 1)}`);
  mkdirSync(join(place, "bad"), { recursive: true });
  writeFileSync(join(place, "bad", file), content);
  return place;
}

describe.each(unreadable)("records with $description", (broken) => {
  test.each(["validate", ...Object.keys(readers)])("%s: one error, code 2", async (name) => {
    const place = workspaceWith(broken);
    const before = listing(place);
    const said = await edufed(place, ...(readers[name] ?? ["validate", "bad"]));
    expect(said).toMatchObject({ code: 2 });
    expectOneError(said);
    expect(said.err).toContain(broken.says);
    expect(listing(place)).toEqual(before);
  });
});

describe.each(invalid)("records with $description", (broken) => {
  test.each(Object.keys(readers).filter((name) => name !== "import records"))(
    "%s: refused with code 1, and told where to see more",
    async (name) => {
      const place = workspaceWith(broken);
      const before = listing(place);
      const said = await edufed(place, ...(readers[name] ?? []));
      expect(said).toMatchObject({ code: 1 });
      expectOneError(said);
      expect(said.err.toLowerCase()).toContain(broken.says);
      expect(said.err).toContain("edufed validate");
      expect(listing(place)).toEqual(before);
    },
  );

  test.each(["text", "json", "ndjson", "github", "sarif", "html"])(
    "validate --format %s: findings with code 1, nobody's value among them",
    async (format) => {
      const place = workspaceWith(broken);
      const said = await edufed(place, "validate", "bad", "--format", format);
      expect(said.code).toBe(1);
      expect(said.err).toBe("");
      expect(said.out).toContain(broken.file);
      expect(said.out).not.toContain(place);
      expect(said.out).not.toContain(marker);
    },
  );

  test("import records: the report and the records hold no value that was left out", async () => {
    const place = workspaceWith(broken);
    const said = await edufed(place, "import", "records", "bad", "--out", "out");
    expect(said.out + said.err).not.toContain(marker);
    const report = join(place, "out", "import-report.json");
    const written = existsSync(report) ? readFileSync(report, "utf8") : "";
    expect(written).not.toContain(marker);
  });
});

describe("validate", () => {
  test("a report goes to a file when one is named, and only there", async () => {
    const content = `${header}\n${row}\n`;
    const place = workspaceWith({ description: "", file: "student.csv", content, says: "" });
    const said = await edufed(place, "validate", "bad", "--format", "html", "--out", "report.html");
    expect(said).toEqual({ code: 1, out: "", err: "Written to report.html" });
    expect(Object.keys(listing(place))).toEqual(["bad", "bad/student.csv", "report.html"]);
    expect(readFileSync(join(place, "report.html"), "utf8")).not.toContain(marker);
  });

  test("records of one entity in two formats are refused: it would not be clear which count", async () => {
    const place = folder("two formats");
    writeFileSync(join(place, "student.csv"), `${header}\n${row}\n`);
    writeFileSync(join(place, "student.json"), `[{"id":"${marker}"}]`);
    const said = await edufed(place, "validate", ".");
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(said.err).toContain("several formats");
  });
});

describe("import contoso", () => {
  const columns =
    "attendance_date,student_id,school_id,attendance_status,attendance_type,attendance_code";
  const exports: readonly Omit<Broken, "file">[] = [
    {
      description: "a quote that is never closed",
      content: `${columns}\n"${marker},${marker}\n`,
      says: "studentattendance.csv",
    },
    {
      description: "an encoding of another century",
      content: Buffer.from(`${columns}\n${marker}ä,${marker}\n`, "latin1"),
      says: "not UTF-8",
    },
    {
      description: "columns that the crosswalk does not name",
      content: `${columns},nickname\n${row},${row},${marker}\n`,
      says: "studentattendance.csv",
    },
  ];

  test.each(exports)("$description: one error, nothing written", async ({ content, says }) => {
    const place = workspaceWith({ description: "", file: "studentattendance.csv", content, says });
    const before = listing(place);
    const said = await edufed(place, "import", "contoso", "bad", "--out", "out");
    expect([1, 2]).toContain(said.code);
    expectOneError(said);
    expect(said.err).toContain(says);
    expect(listing(place)).toEqual(before);
  });
});
