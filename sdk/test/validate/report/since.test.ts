import { expect, test } from "vitest";
import { InputError } from "../../../src/errors.ts";
import { formats } from "../../../src/validate/format/format.ts";
import { parsePrevious } from "../../../src/validate/report/previous.ts";
import { since, type Present } from "../../../src/validate/report/since.ts";
import { facts, findings } from "../format/findings.ts";

const present: Present = {
  version: facts.version,
  records: facts.records,
  findings,
  files: [],
  unchecked: new Set(),
};

test.each(["html", "json"] as const)(
  "an earlier report is read from its own text: %s",
  (format) => {
    const previous = parsePrevious(formats[format](findings, facts), "report");
    expect(previous.records).toEqual(facts.records);
    expect(since(previous, present).changes.map(({ kind }) => kind)).toEqual([
      "there-still",
      "there-still",
    ]);
  },
);

test("new, solved, still there and no longer checked, with the counts of all files", () => {
  const old = (rule: string, count: number, entity = "student") =>
    ({ rule, entity, severity: "error", count }) as const;
  const before = [old("a", 3), old("a", 4), old("gone", 2), old("b", 1), old("x", 1, "staff")];
  const previous = { version: "0.1.0", records: { student: 1 }, files: [], history: [] };
  const now = [old("a", 5), old("fresh", 1)].map((each) =>
    Object.assign({ code: "rule", message: "" } as const, each),
  );
  const { changes } = since(
    { ...previous, findings: before },
    { ...present, findings: now, unchecked: new Set(["b"]) },
  );
  const kinds = changes.map(({ rule, kind, before: was, now: is }) => [rule, kind, was, is]);
  expect(kinds).toEqual([
    ["a", "there-still", 7, 5],
    ["fresh", "new", 0, 1],
    ["gone", "solved", 2, 0],
    ["b", "not-checked", 1, 0],
    ["x", "not-checked", 1, 0],
  ]);
});

test("files are told apart by their digests", () => {
  const file = (name: string, sha256: string) => ({
    entity: "student",
    file: name,
    bytes: 1,
    sha256,
  });
  const previous = {
    version: "0.0.9",
    records: { student: 1 },
    findings: [],
    history: [],
    files: [file("a", "1"), file("b", "1"), file("c", "1")],
  };
  const files = [file("a", "1"), file("b", "2"), file("d", "1")];
  const changed = since(previous, { ...present, files });
  expect(changed.files).toEqual({ same: 1, changed: 1, added: 1, removed: 1 });
  expect(changed.version).toBe("0.0.9");
});

test.each([
  ["of another member", { member: "AZ", records: facts.records }],
  ["without an entity in common", { records: { vacancy: 3 } }],
])("a report %s is not compared", (_, other) => {
  const previous = { version: "1", findings: [], files: [], history: [], ...other };
  const compared = since(previous, { ...present, member: "FI-HEL" });
  expect(compared).toMatchObject({ isOfSameData: false, changes: [] });
});

test.each([
  ["text", "hello"],
  ["another page", "<!doctype html><p>hello</p>"],
  ["other JSON", '{"findings": []}'],
  ["a list", "[]"],
  ["counts that are none", '{"version":"1","records":{"student":-1},"findings":[]}'],
  ["findings that are none", '{"version":"1","records":{},"findings":[{"rule":1}]}'],
  ["a page cut off", '<script type="application/json" id="quality-report">{"version"'],
])("%s is not a quality report", (_, text) => {
  expect(() => parsePrevious(text, "file")).toThrow(InputError);
  expect(() => parsePrevious(text, "file")).toThrow("file is not a quality report.");
});

test("a report of a later version is refused, one of this version is not", () => {
  const text = (version: number): string =>
    JSON.stringify({ report: { name: "x", version }, version: "9", records: {}, findings: [] });
  expect(() => parsePrevious(text(2), "file")).toThrow(/later version of EduFed, 9/u);
  expect(parsePrevious(text(1), "file").findings).toEqual([]);
});
