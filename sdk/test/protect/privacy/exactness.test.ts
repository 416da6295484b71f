import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../src/", import.meta.url));
const folder = "protect/privacy";

/** The one place that divides, and only whole numbers of any size. */
const divides = `${folder}/whole.ts`;

/** Code without comments, texts and regular expressions; the holes of templates are kept. */
function codeOf(source: string): string {
  return source
    .replaceAll(/\/\*[\s\S]*?\*\//gu, " ")
    .replaceAll(/^\s*\/\/.*$/gmu, " ")
    .replaceAll(/\s\/\/ .*$/gmu, " ")
    .replaceAll(
      /(?<=(?:[(,=!&|?:]|\breturn\b)\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[*])+\/[a-z]*(?=[.,)])/gu,
      " ",
    )
    .replaceAll(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/gu, '""')
    .replaceAll(/`(?:\\.|[^`\\])*`/gu, (template) =>
      [...template.matchAll(/\$\{([^}]*)\}/gu)].map(([, hole]) => `(${hole})`).join(" "),
    );
}

/** What could bring a floating-point number into a whole one. */
const forbidden: Readonly<Record<string, RegExp>> = {
  "a division": /\/(?!\/)/u,
  "a function of Math": /\bMath\b/u,
  "a decimal number": /(?<![\w.])\d[\d_]*\.\d|(?<![\w.)\]])\.\d|(?<![\w.])\d[\d_]*e[+-]?\d/iu,
  "a text read as a number":
    /\bparseFloat\b|\bparseInt\b|\btoFixed\b|\btoPrecision\b|\btoExponential\b/u,
  "floating-point storage": /\bFloat(?:16|32|64)Array\b|\bsetFloat|\bgetFloat/u,
  "a power of numbers": /\*\*(?!\s*(?:BigInt\(|\d[\d_]*n\b))/u,
  "a constant of Number": /\bNumber\.(?!isSafeInteger\b)|\bNaN\b|\bInfinity\b/u,
  "a clock or a chance": /\bDate\b|\bperformance\b/u,
};

function found(source: string): readonly string[] {
  const code = codeOf(source);
  return Object.entries(forbidden).flatMap(([what, pattern]) => (pattern.test(code) ? [what] : []));
}

const files = globSync(`${folder}/**/*.ts`, { cwd: root });

describe("no floating-point number on the way of the noise", () => {
  test("there are sources to look at", () => {
    expect(files.length).toBeGreaterThan(10);
    expect(files).toContain(divides);
  });

  test.each(files.filter((file) => file !== divides))("%s", (file) => {
    expect(found(readFileSync(root + file, "utf8"))).toEqual([]);
  });

  test("the one division divides whole numbers of any size", () => {
    const code = codeOf(readFileSync(root + divides, "utf8"));
    expect(found(code)).toEqual(["a division"]);
    expect(code.match(/\//gu)).toHaveLength(1);
    expect(code).toMatch(
      /quotient\(top: bigint, bottom: bigint\): bigint \{\s*return top \/ bottom;/u,
    );
  });

  test("what the sources use besides is as exact", () => {
    const used = files
      .flatMap((file) => [
        ...readFileSync(root + file, "utf8").matchAll(/from "((?:\.\.\/)+[^"]+)"/gu),
      ])
      .map(([, name = ""]) => name.replaceAll("../", ""));
    expect([...new Set(used)].toSorted()).toEqual([
      "canonical.ts",
      "cells.ts",
      "decimal.ts",
      "errors.ts",
      "fraction.ts",
    ]);
    const divisions = (file: string): readonly string[] =>
      codeOf(readFileSync(root + file, "utf8"))
        .split("\n")
        .filter((line) => line.includes("/"))
        .map((line) => line.trim());
    // Each was read: both sides are whole numbers of any size.
    expect(divisions("fraction.ts")).toEqual([
      "return { num: (sign * num) / divisor, den: (sign * den) / divisor };",
    ]);
    expect(divisions("decimal.ts")).toEqual([
      "const floor = wholeRoot(squared / ratio.denominator);",
      "const better = (guess + value / guess) / 2n;",
      "const quotient = magnitude / bottom;",
    ]);
    for (const file of ["fraction.ts", "decimal.ts"]) {
      expect(found(readFileSync(root + file, "utf8"))).toEqual(["a division"]);
    }
  });

  test.each([
    ["const half = value / 2;", "a division"],
    ["const t = Math.floor(sigma);", "a function of Math"],
    ["const half = value * 0.5;", "a decimal number"],
    ["const half = value * .5;", "a decimal number"],
    ["const small = 1e-9;", "a decimal number"],
    ["const rho = parseFloat(text);", "a text read as a number"],
    ["const draws = new Float64Array(8);", "floating-point storage"],
    ["const root = value ** half;", "a power of numbers"],
    ["const little = Number.EPSILON;", "a constant of Number"],
    ["const said = `${value / 2}`;", "a division"],
    ["const odd = first /* whole */ / second; // of two", "a division"],
  ])("the look finds what is planted: %s", (line, what) => {
    const source = readFileSync(`${root}${folder}/bernoulli.ts`, "utf8");
    expect(found(source)).toEqual([]);
    expect(found(`${source}\n${line}\n`)).toEqual([what]);
  });

  test.each([
    "// a/b and 0.5 are words here",
    'const words = "a / b, 0.5";',
    "const found = /^0\\.5$/.exec(text);",
    "const unit = 10n ** 30n;",
    "/** ρ ÷ 2, Math and 1e5 are words too. */",
  ])("the look takes no words for code: %s", (line) => {
    expect(found(`const before = 1;\n${line}\n`)).toEqual([]);
  });
});
