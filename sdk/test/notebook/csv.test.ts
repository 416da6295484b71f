import { expect, test } from "vitest";
import { readCsv } from "../../src/notebook/csv.ts";

test("quotes, doubled quotes, commas and line breaks inside a field", () => {
  expect(readCsv('a,b\r\n"x, ""y""\nz",2\r\n,\r\n', "f.csv")).toEqual([
    { a: 'x, "y"\nz', b: "2" },
    { a: "", b: "" },
  ]);
});

test("the last row may end without a line break", () => {
  expect(readCsv("a,b\n1,", "f.csv")).toEqual([{ a: "1", b: "" }]);
});

test("a row that is too short is an error that names it as a spreadsheet does", () => {
  expect(() => readCsv("a,b\n1,2\n3", "f.csv")).toThrow("f.csv: row 3 has 1 columns, the header 2");
});

test("a quotation mark that is never closed is an error", () => {
  expect(() => readCsv('a,b\n"1,2', "f.csv")).toThrow(
    "f.csv: row 2 has a quotation mark out of place",
  );
});
