import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { InputError } from "../../src/errors.ts";
import { report } from "../../src/cli/report.ts";
import { shellOver } from "../../src/cli/shell.ts";
import { edufedWith, folder } from "./edufed.ts";

/** The lines that a person sees of a command that fails, as they are broken. */
function reported(error: InputError): readonly string[] {
  const said: string[] = [];
  const shell = shellOver({
    out: () => undefined,
    err: (text) => void said.push(text),
    progress: () => undefined,
    style: (format, text) => `<${format}>${text}</>`,
    cwd: "/home/m",
  });
  expect(report(error, shell)).toBe(2);
  return said.join("\n").split("\n");
}

const sentence = `It names ${Array.from({ length: 25 }, (_, index) => `entity-${index + 1}`).join(", ")}.`;

test("an error and its remedy are broken at 80 columns, each under its own beginning", () => {
  const lines = reported(new InputError(sentence, sentence)).map((line) =>
    line.replace("<red>error:</>", "error:"),
  );
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  const starts = lines.map((line) => /^ */.exec(line)?.[0].length);
  expect(starts[0]).toBe(0);
  expect(new Set(starts)).toEqual(new Set([0, 7, 2, 4]));
  expect(starts.filter((start) => start === 2)).toHaveLength(1);
  const words = lines.join(" ").replaceAll(/\s+/gu, " ");
  expect(words).toBe(`error: ${sentence} ${sentence}`);
});

test("a short error and its remedy are a line each, and a path stays whole", () => {
  const path = `/data/${"x".repeat(90)}.csv`;
  expect(reported(new InputError("It is empty.", `Look at ${path}.`))).toEqual([
    "<red>error:</> It is empty.",
    "  Look at",
    `    ${path}.`,
  ]);
});

test("the list of all entities is broken too", async () => {
  const cwd = folder("entities");
  mkdirSync(join(cwd, "records"));
  writeFileSync(join(cwd, "records", "pupils.csv"), "id,sex\n");
  const err: string[] = [];
  const said = await edufedWith(
    { cwd, err: (text) => void err.push(text) },
    ...["validate", "records/pupils.csv", "--entity", "shoe"],
  );
  expect(said.code).toBe(2);
  const lines = err.join("\n").split("\n");
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.filter(({ length }) => length > 80)).toEqual([]);
});
